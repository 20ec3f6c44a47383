package dev.registrymirror.operator.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this operator has written to NodeRegistries and not seen in its cache yet. Planning from before one's own writes is safe, since
 * every write names the version that it is for, but would write, in vain, what has just been written.
 */
public final class OwnWrites {
    /** A write that nobody sees for so long has been overtaken, by a deletion or a relisting. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(10);

    private final Map<String, Write> writes = new HashMap<>();

    private record Write(@Nullable String before, Instant at) {}

    /**
     * Remembers a write.
     *
     * @param before the version that the cache showed, null for none
     */
    public synchronized void add(String node, @Nullable String before, Instant now) {
        writes.put(node, new Write(before, now));
    }

    /**
     * Forgets what was written for Nodes that are gone: an object that was made for one goes with it, and may never be shown.
     *
     * @param nodes the Nodes that are there
     */
    public synchronized void keepOnly(Set<String> nodes) {
        writes.keySet().retainAll(nodes);
    }

    /**
     * Whether the cache shows what came after each of them.
     *
     * @param versions the version that the cache shows of a node's object, null for none
     */
    public synchronized boolean areSeen(Function<String, @Nullable String> versions, Instant now) {
        writes.entrySet().removeIf(entry -> {
            Write write = entry.getValue();
            String shown = versions.apply(entry.getKey());
            boolean moved = shown == null ? write.before != null : !shown.equals(write.before);
            return moved || !write.at.plus(FORGOTTEN).isAfter(now);
        });
        return writes.isEmpty();
    }
}
