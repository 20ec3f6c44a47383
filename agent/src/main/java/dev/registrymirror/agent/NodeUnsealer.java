package dev.registrymirror.agent;

import dev.registrymirror.agent.change.Unsealer;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.registries.revision.MalformedPayloadException;
import dev.registrymirror.registries.revision.Payload;
import dev.registrymirror.registries.revision.PayloadCodec;
import dev.registrymirror.registries.seal.NodeKeyPair;
import dev.registrymirror.registries.seal.Opener;
import dev.registrymirror.registries.seal.OrderContext;
import dev.registrymirror.registries.seal.UnsealException;
import java.util.Base64;

/** Opens payloads with the node's key, each only as the order that it came with. */
record NodeUnsealer(NodeKeyPair keyPair, String nodeName, String nodeUid) implements Unsealer {
    @Override
    public Payload open(Order order) throws UnsealException, MalformedPayloadException {
        String payload = order.payload();
        if (payload == null) throw new MalformedPayloadException("the order has no payload");
        OrderContext context = new OrderContext(nodeName, nodeUid, order.sequence(), order.revision());
        return PayloadCodec.decode(
                Opener.open(keyPair, context, Base64.getDecoder().decode(payload)));
    }
}
