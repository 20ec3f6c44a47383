package dev.registrymirror.agent.ledger;

import dev.registrymirror.agent.order.Phase;

/**
 * How an order ended.
 *
 * @param phase one of APPLIED, REFUSED, ROLLED_BACK, FAILED
 * @param cause why
 */
public record Outcome(long sequence, Phase phase, Cause cause) {}
