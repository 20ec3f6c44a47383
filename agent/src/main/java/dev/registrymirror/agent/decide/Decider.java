package dev.registrymirror.agent.decide;

import dev.registrymirror.agent.decide.Decision.Gone;
import dev.registrymirror.agent.decide.Decision.Halt;
import dev.registrymirror.agent.decide.Decision.Hold;
import dev.registrymirror.agent.decide.Decision.Proceed;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.NodeObject;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.OrderField;
import dev.registrymirror.agent.order.Phase;

/**
 * The rules of sequence and claim.
 *
 * <p>A sequence is remembered on disk before its claim is sent, so that no order is ever acted on twice. A crash in between leaves
 * a change at step CLAIM: the object then tells whether the claim arrived, and it is sent again if not. Every order that was seen
 * ends with an outcome, or the operator would wait for one for ever.
 */
public final class Decider {
    private Decider() {}

    /** What to do, given the object and what the node remembers. A change that may have touched the file is not asked about. */
    public static Decision decide(NodeObject object, Ledger ledger, Identity identity) {
        if (!object.nodeUid().equals(identity.nodeUid())) {
            return new Hold("the object is for the Node with UID " + object.nodeUid() + ", and this Node has UID "
                    + identity.nodeUid() + "; the operator makes it anew when it sees the new Node");
        }
        Change change = ledger.change();
        if (change != null) return goOn(object, change, identity);
        return switch (object.order()) {
            case OrderField.None() -> new Hold("there is no order");
            case OrderField.Malformed(long sequence, String errors) ->
                sequence <= ledger.answered()
                        ? new Hold("the order cannot be understood: " + errors)
                        : halt(
                                sequence,
                                Reasons.MALFORMED_ORDER,
                                "spec.order: " + errors + "; agent and operator may be of different releases");
            case OrderField.Given(Order order) -> given(order, ledger, identity);
        };
    }

    private static Decision given(Order order, Ledger ledger, Identity identity) {
        if (order.sequence() <= ledger.answered()) {
            return new Hold("sequence " + order.sequence() + " is not above " + ledger.answered()
                    + ", which was answered before");
        }
        if (order.sequence() <= ledger.highest()) return new Halt(withdrawn(order.sequence()));
        return proceed(order, false, identity);
    }

    private static Decision proceed(Order order, boolean claimed, Identity identity) {
        if (order.action() == Action.APPLY && !identity.publicKey().equals(order.publicKey())) {
            return halt(
                    order.sequence(),
                    Reasons.STALE_SEAL,
                    "the payload is sealed to a key that this node no longer has; the operator seals it anew to the key in"
                            + " status.agent.publicKey");
        }
        return new Proceed(order, claimed);
    }

    private static Decision goOn(NodeObject object, Change change, Identity identity) {
        long sequence = change.sequence();
        boolean claimed = object.status().claimed() >= sequence;
        if (object.order() instanceof OrderField.Given(Order order) && order.sequence() == sequence) {
            return proceed(order, claimed, identity);
        }
        return new Gone(withdrawn(sequence));
    }

    private static Outcome withdrawn(long sequence) {
        return refused(
                sequence, Reasons.ORDER_WITHDRAWN, "the order was gone before anything on the node had been changed");
    }

    private static Halt halt(long sequence, String reason, String message) {
        return new Halt(refused(sequence, reason, message));
    }

    private static Outcome refused(long sequence, String reason, String message) {
        return new Outcome(sequence, Phase.REFUSED, new Cause(reason, message));
    }
}
