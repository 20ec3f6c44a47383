package dev.registrymirror.operator.plan;

import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leave to change, and who holds it. Kept in one object that every planning pass replaces as a whole before it grants anything, so
 * neither a stale cache nor a second leader can grant twice.
 *
 * <p>A slot is held from before its order is written until the outcome of its sequence, or the withdrawal of it, has been seen.
 *
 * @param nextSequence the sequence of the next order; greater than that of every order that was ever granted
 * @param held by the node's name
 */
public record Slots(long nextSequence, SortedMap<String, Slot> held) {

    /** Slots before anything was granted. */
    public static final Slots NONE = new Slots(1, new TreeMap<>());

    public Slots {
        if (nextSequence < 1) throw new IllegalArgumentException("a sequence is at least 1");
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    }

    /** One node's leave. */
    public record Slot(String nodeUID, long sequence) {}

    /** The slot that this Node holds; a Node that joined again under the same name holds none of its predecessor's. */
    public @Nullable Slot of(String node, String nodeUID) {
        Slot slot = held.get(node);
        return slot == null || !slot.nodeUID().equals(nodeUID) ? null : slot;
    }

    /** Holders that the snapshot does not show: Nodes that are gone, or that its caches have yet to learn of. */
    public SortedMap<String, Slot> strangers(Snapshot snapshot) {
        var strangers = new TreeMap<>(held);
        strangers.entrySet().removeIf(entry -> {
            NodeFacts node = snapshot.nodes().get(entry.getKey());
            return node != null && node.uid().equals(entry.getValue().nodeUID());
        });
        return strangers;
    }

    /** These slots, but for the ones of these nodes. */
    public Slots without(Iterable<String> nodes) {
        var rest = new TreeMap<>(held);
        nodes.forEach(rest::remove);
        return new Slots(nextSequence, rest);
    }
}
