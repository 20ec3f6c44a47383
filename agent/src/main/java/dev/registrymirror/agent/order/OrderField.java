package dev.registrymirror.agent.order;

/** What stands in {@code spec.order}. */
public sealed interface OrderField {
    /** Nothing: the node is asked for nothing. */
    record None() implements OrderField {}

    /** An order that can be understood. */
    record Given(Order order) implements OrderField {}

    /**
     * An order that cannot, with everything that is wrong.
     *
     * @param sequence its sequence, 0 where not even that can be read
     * @param errors sentences that begin with the field
     */
    record Malformed(long sequence, String errors) implements OrderField {}
}
