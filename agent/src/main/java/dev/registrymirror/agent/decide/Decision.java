package dev.registrymirror.agent.decide;

import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.order.Order;

/** What to do with an order. */
public sealed interface Decision {
    /** Nothing. */
    record Hold(String why) implements Decision {}

    /**
     * Carry it out.
     *
     * @param claimed whether the API server already has our claim, from before a crash
     */
    record Proceed(Order order, boolean claimed) implements Decision {}

    /** Answer without touching the node. */
    record Halt(Outcome outcome) implements Decision {}

    /**
     * Answer in the same way, once the API server itself says that the order is gone: what a list or a watch tells may be older than
     * the claim.
     */
    record Gone(Outcome outcome) implements Decision {}
}
