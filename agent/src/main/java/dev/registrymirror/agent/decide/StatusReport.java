package dev.registrymirror.agent.decide;

import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Layout.UnitName;
import dev.registrymirror.agent.layout.Layout.Unsupported;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.AgentReport;
import dev.registrymirror.agent.order.Drift;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.agent.order.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the status should say: a function of what the node remembers, so that an object that was deleted and made again, or a write
 * that was lost, mends itself.
 */
public final class StatusReport {
    /** The CRD's maxLength of a message. */
    private static final int MOST_CHARACTERS = 4096;

    private StatusReport() {}

    /**
     * The status to write. Equal to {@code current} when there is nothing to write.
     *
     * @param version the agent's own
     * @param drift what the node's files say otherwise, null for nothing
     */
    public static Status of(
            Ledger ledger, Layout layout, Identity identity, String version, Status current, @Nullable Drift drift) {
        Outcome outcome = ledger.outcome();
        Change change = ledger.change();
        Said said = said(ledger, layout, current);
        long claimed = Math.max(outcome == null ? 0 : outcome.sequence(), change == null ? 0 : change.sequence());
        return new Status(
                agent(layout, identity, version),
                claimed,
                outcome == null ? 0 : outcome.sequence(),
                ledger.applied(),
                said.phase,
                said.cause.reason(),
                cut(said.cause.message()),
                ledger.restarts(),
                drift);
    }

    /** A drift as it is told: as long as it is the same, it began when it was told first. */
    public static Drift drift(Cause cause, @Nullable Drift before, Instant now) {
        String since = before != null && before.reason().equals(cause.reason())
                ? before.since()
                : now.truncatedTo(ChronoUnit.SECONDS).toString();
        return new Drift(cause.reason(), cut(cause.message()), since);
    }

    /** What is longer than the API takes would never be told at all. */
    private static String cut(String message) {
        return message.length() <= MOST_CHARACTERS ? message : message.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    private record Said(Phase phase, Cause cause) {}

    private static Said said(Ledger ledger, Layout layout, Status current) {
        Change change = ledger.change();
        if (change != null) {
            return new Said(
                    Phase.CLAIMED,
                    new Cause(Reasons.IN_PROGRESS, "order " + change.sequence() + " is being carried out"));
        }
        Outcome outcome = ledger.outcome();
        // An outcome is told at least once: somebody waits for it.
        boolean told = outcome == null || current.observed() >= outcome.sequence();
        if (told && layout instanceof Unsupported unsupported) return new Said(Phase.UNSUPPORTED, unsupported.cause());
        return outcome == null ? new Said(Phase.IDLE, new Cause("", "")) : new Said(outcome.phase(), outcome.cause());
    }

    private static AgentReport agent(Layout layout, Identity identity, String version) {
        @Nullable
        UnitName unit = switch (layout) {
            case Known known -> new UnitName(known.distribution(), known.role(), known.unit());
            case Unsupported unsupported -> unsupported.unit();
        };
        return new AgentReport(
                identity.publicKey(),
                identity.nodeUid(),
                unit == null ? null : unit.distribution().program(),
                unit == null ? null : unit.role().word(),
                unit == null ? null : unit.unit(),
                version);
    }
}
