package dev.registrymirror.operator.plan;

/**
 * An order to be taken back that nobody has claimed, or that was never written. It is written to the node's object even where no order is
 * to be seen there: whoever else still holds leave to write one is then too late, since its resourceVersion has passed.
 *
 * @param resourceVersion of the NodeRegistries that led to it; withdrawn only from that version, so never what has been claimed since
 * @param upTo the highest sequence that is void
 */
public record Withdrawal(String node, String resourceVersion, long upTo) {}
