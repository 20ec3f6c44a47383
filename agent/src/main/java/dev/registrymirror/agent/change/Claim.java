package dev.registrymirror.agent.change;

import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.order.Order;
import java.io.IOException;

/**
 * CLAIM: says that the order is ours. Undone by the operator, or by nobody: a claim that did not arrive is sent again.
 *
 * <p>The sequence goes to disk before the claim is sent. The other way round, a crash would leave a claimed order that this node
 * has never heard of.
 */
record Claim(Order order, ClaimBoard board, Check next) implements Step {
    @Override
    public Next run(Node node) throws IOException {
        Change known = node.ledger().change();
        if (known == null || known.sequence() != order.sequence()) node.enter(Change.of(order));
        return switch (board.claim()) {
            case ACCEPTED -> new Next.Go(next);
            case CONFLICT -> new Next.Again("the object was written in between");
        };
    }
}
