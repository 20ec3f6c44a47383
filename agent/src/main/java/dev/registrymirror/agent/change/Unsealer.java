package dev.registrymirror.agent.change;

import dev.registrymirror.agent.order.Order;
import dev.registrymirror.registries.revision.MalformedPayloadException;
import dev.registrymirror.registries.revision.Payload;
import dev.registrymirror.registries.seal.UnsealException;

/** Opens what was sealed to this node. */
public interface Unsealer {
    /**
     * Opens an order's payload.
     *
     * @throws UnsealException if it was sealed to another node or for another order
     * @throws MalformedPayloadException if what was sealed is no revision
     */
    Payload open(Order order) throws UnsealException, MalformedPayloadException;
}
