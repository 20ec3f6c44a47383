package dev.registrymirror.operator.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one pass decided.
 *
 * @param slots to be stored before any grant is written; equal to the old ones when nothing was granted or released
 * @param grants orders to be written once the slots are stored
 * @param withdrawals orders to be taken back
 * @param standings where each node stands, by name
 * @param waiting why nodes wait, most frequent reason first
 * @param patience for the next pass
 * @param nextLook when there is something to decide without any event, or null
 */
public record Plan(
        Slots slots,
        List<Grant> grants,
        List<Withdrawal> withdrawals,
        SortedMap<String, Standing> standings,
        List<Waiting> waiting,
        Patience patience,
        @Nullable Instant nextLook) {

    public Plan {
        grants = List.copyOf(grants);
        withdrawals = List.copyOf(withdrawals);
        standings = Collections.unmodifiableSortedMap(new TreeMap<>(standings));
        waiting = List.copyOf(waiting);
    }
}
