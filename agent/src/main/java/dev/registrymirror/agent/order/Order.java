package dev.registrymirror.agent.order;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that this node should do.
 *
 * @param sequence grows over the whole cluster
 * @param revision id of the revision, {@link #FORMER} for {@link Action#RESTORE}
 * @param payload base64 of the sealed revision; there exactly for {@link Action#APPLY}
 * @param publicKey base64 of the key that the payload is sealed to; there exactly for {@link Action#APPLY}
 * @param replaceExisting whether a file that somebody else wrote may be replaced
 * @param healthTimeout how long the node may take to be healthy before it goes back
 * @param soak how long it must stay healthy before the change counts as done
 */
public record Order(
        long sequence,
        Action action,
        String revision,
        @Nullable String payload,
        @Nullable String publicKey,
        boolean replaceExisting,
        Duration healthTimeout,
        Duration soak) {
    /** The revision of an order to restore. */
    public static final String FORMER = "former";

    /** The payload is ciphertext, but large: it does not belong into a log. */
    @Override
    public String toString() {
        return "Order[%d %s %s]".formatted(sequence, action.word(), revision);
    }
}
