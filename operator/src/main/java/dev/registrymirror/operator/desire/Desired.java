package dev.registrymirror.operator.desire;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one node should have. */
public sealed interface Desired {

    /** Names of the RegistryMirrors that select the node; empty when none does. */
    SortedSet<String> mirrors();

    /** The node should run this revision, composed of these mirrors. */
    record Want(String revision, SortedSet<String> mirrors) implements Desired {
        public Want {
            mirrors = copy(mirrors);
        }
    }

    /** No mirror selects the node any more, or the fleet is being restored: its former file should come back. */
    record Former() implements Desired {
        @Override
        public SortedSet<String> mirrors() {
            return Collections.emptySortedSet();
        }
    }

    /**
     * What the node should have cannot be told, so it keeps what it has and gets no order.
     *
     * @param reason CamelCase, also the reason of the mirrors' conditions: {@code Conflict}, {@code NotAccepted}, ...
     * @param message a sentence with cause and remedy; never a secret
     */
    record Keep(String reason, String message, SortedSet<String> mirrors) implements Desired {
        public Keep {
            mirrors = copy(mirrors);
        }
    }

    /** No mirror selects the node and it never had an order: nothing on it is ours. */
    record Untouched() implements Desired {
        @Override
        public SortedSet<String> mirrors() {
            return Collections.emptySortedSet();
        }
    }

    private static SortedSet<String> copy(SortedSet<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
