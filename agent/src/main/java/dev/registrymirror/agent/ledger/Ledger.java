package dev.registrymirror.agent.ledger;

import dev.registrymirror.agent.order.Applied;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that this node remembers but its key. It is kept as one file that is replaced as a whole, so that no crash leaves
 * two halves of two truths.
 *
 * @param highest highest sequence that was ever acted on or answered
 * @param restarts restarts of the unit that were asked for, ever
 * @param applied last order that was applied and verified
 * @param outcome how the last order ended
 * @param ownership whose the file is
 * @param meaning what the file said when it was applied; null where nothing of ours is in effect, or an older release has applied it
 * @param readings what recent invocations have read, newest last
 * @param change the change under way
 */
public record Ledger(
        long highest,
        long restarts,
        @Nullable Applied applied,
        @Nullable Outcome outcome,
        Ownership ownership,
        @Nullable Meaning meaning,
        List<Reading> readings,
        @Nullable Change change) {
    private static final int READINGS = 8;

    /** Of a node that has just begun. */
    public static final Ledger EMPTY = new Ledger(0, 0, null, null, new Ownership.Nothing(), null, List.of(), null);

    /** Copies the list. */
    public Ledger {
        readings = List.copyOf(readings);
    }

    /** Sequence of the last order that has its outcome, 0 for none. */
    public long answered() {
        return outcome == null ? 0 : outcome.sequence();
    }

    /** The same at the beginning or in the middle of a change. The sequence counts as seen from here on. */
    public Ledger withChange(Change next) {
        return new Ledger(
                Math.max(highest, next.sequence()), restarts, applied, outcome, ownership, meaning, readings, next);
    }

    /** The same after an order ended without effect: whose the file is has not changed. */
    public Ledger ended(Outcome how) {
        return new Ledger(
                Math.max(highest, how.sequence()), restarts, applied, how, ownership, meaning, readings, null);
    }

    /** The same after an order was carried out; what the file says is null where it is not ours to know. */
    public Ledger done(Outcome how, Applied last, Ownership whose, @Nullable Meaning what) {
        return new Ledger(Math.max(highest, how.sequence()), restarts, last, how, whose, what, readings, null);
    }

    /** The same with one more restart. */
    public Ledger restarted() {
        return new Ledger(highest, restarts + 1, applied, outcome, ownership, meaning, readings, change);
    }

    /** The same knowing what an invocation has read. */
    public Ledger withReading(Reading reading) {
        if (readings.contains(reading)) return this;
        List<Reading> next = new ArrayList<>(readings);
        next.removeIf(known -> known.invocationId().equals(reading.invocationId()));
        next.add(reading);
        return new Ledger(
                highest,
                restarts,
                applied,
                outcome,
                ownership,
                meaning,
                next.subList(Math.max(0, next.size() - READINGS), next.size()),
                change);
    }

    /** What an invocation has read, null where that is not known. */
    public @Nullable String meaningReadBy(String invocationId) {
        for (Reading reading : readings) {
            if (reading.invocationId().equals(invocationId)) return reading.meaning();
        }
        return null;
    }

    /**
     * What a node begins with whose state belongs to somebody else (a cloned disk, a node that joined again): whose the file is
     * stays true, since that is about the disk; all else is about the identity.
     *
     * @param whose the file is now: a change under way may have replaced it
     */
    public Ledger forNewIdentity(Ownership whose) {
        return new Ledger(0, 0, null, null, whose, null, List.of(), null);
    }
}
