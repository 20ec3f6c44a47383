package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Reading;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the running unit has read. It reads the file when it starts, only then. */
public final class Readings {
    /** File systems and systemd round their clocks differently. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private Readings() {}

    /**
     * The ledger with what can be concluded about a unit that somebody else started: a file that has not been touched since
     * before the start is what was read. Anything else stays unknown, and unknown means that a restart is needed. Nothing is
     * concluded while a change of ours may have replaced the file: then the journal knows better than the clocks.
     */
    static Ledger note(Node node, Known layout, UnitState unit) throws IOException {
        Ledger ledger = node.ledger();
        if (ledger.change() != null && ledger.change().mayHaveCommitted()) return ledger;
        if (unit.invocationId().isEmpty() || ledger.meaningReadBy(unit.invocationId()) != null) return ledger;
        FoundFile file = node.files().look(layout.registriesFile());
        if (!untouchedSince(file, unit)) return ledger;
        return ledger.withReading(new Reading(unit.invocationId(), FileMeaning.of(file)));
    }

    /** Whether a unit has read a file when it started. A missing file tells nothing of when it went. */
    public static boolean untouchedSince(@Nullable FoundFile file, UnitState unit) {
        return file != null && file.changed().plus(MARGIN).isBefore(unit.startedAt());
    }

    /** Whether a file came after the unit's start, so that what the unit has read cannot name it. */
    static boolean isYounger(@Nullable FoundFile file, UnitState unit) {
        return file != null && file.changed().minus(MARGIN).isAfter(unit.startedAt());
    }

    /** Whether the unit, as it runs, is known to have read a file of this meaning. */
    static boolean hasRead(Ledger ledger, UnitState unit, String meaning) {
        return meaning.equals(ledger.meaningReadBy(unit.invocationId()));
    }

    /** Whether the unit cannot start for the file that is there: another file, and a restart, is what heals it. */
    static boolean isStuckOn(@Nullable FoundFile file, UnitState unit) {
        return file != null
                && unit.active().equals("activating")
                && untouchedSince(file, unit)
                && RegistriesReader.read(file.content().reveal()) instanceof ReadResult.Refused;
    }
}
