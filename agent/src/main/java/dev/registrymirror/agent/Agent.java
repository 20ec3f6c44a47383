package dev.registrymirror.agent;

import dev.registrymirror.agent.api.Backoff;
import dev.registrymirror.agent.api.Mailbox;
import dev.registrymirror.agent.api.NodeRegistriesApi;
import dev.registrymirror.agent.api.NodeRegistriesApi.Write;
import dev.registrymirror.agent.api.ServiceAccount;
import dev.registrymirror.agent.change.ChangeRunner;
import dev.registrymirror.agent.change.ChangeRunner.Result;
import dev.registrymirror.agent.change.ClaimBoard;
import dev.registrymirror.agent.change.Folders;
import dev.registrymirror.agent.change.Journal;
import dev.registrymirror.agent.change.Node;
import dev.registrymirror.agent.change.Surveyor;
import dev.registrymirror.agent.decide.Decider;
import dev.registrymirror.agent.decide.Decision;
import dev.registrymirror.agent.decide.Identity;
import dev.registrymirror.agent.decide.StatusReport;
import dev.registrymirror.agent.drift.DriftCheck;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Layout.Unsupported;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Drift;
import dev.registrymirror.agent.order.NodeObject;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The agent's one loop: survey, finish what was begun, decide, change, report. Everything that waits for something else (an object,
 * a layout that can be handled, an API server) is asked again, never queued.
 */
final class Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Identity identity;
    private final String version;
    private final Reach reach;
    private final ChangeRunner runner;
    private final DriftCheck drift;
    private final Pace pace;
    private @Nullable Layout layout;
    private boolean awake;

    /** What the loop itself touches. */
    record Reach(
            Node node,
            Surveyor surveyor,
            Folders folders,
            NodeRegistriesApi api,
            Mailbox mailbox,
            ServiceAccount account) {
        Journal journal() {
            return node.journal();
        }
    }

    /**
     * When it looks again by itself.
     *
     * @param look at files that nobody has said anything of
     * @param survey at a node that cannot be worked with
     * @param identify at its own token, where the object is another node's
     * @param backoff after an error
     */
    record Pace(Duration look, Duration survey, Duration identify, Backoff backoff) {}

    Agent(Identity identity, String version, Reach reach, ChangeRunner runner, Pace pace) {
        this.identity = identity;
        this.version = version;
        this.reach = reach;
        this.runner = runner;
        this.drift = new DriftCheck(reach.node());
        this.pace = pace;
    }

    /**
     * Runs until this node has joined again under another UID: its pod may outlive that, and gets a token that says so when the
     * kubelet renews it. What is kept here is the former node's, so the program must begin anew.
     */
    void run() throws InterruptedException {
        Duration patience = Duration.ZERO;
        while (!Thread.currentThread().isInterrupted()) {
            NodeObject object = reach.mailbox().await(patience);
            try {
                Layout found = settle();
                boolean foreign = object != null && isForeign(object);
                if (foreign && hasJoinedAgain()) return;
                boolean done = object == null || reconcile(object, found);
                pace.backoff().reset();
                patience = done ? patience(foreign) : Duration.ZERO;
            } catch (IOException e) {
                Duration wait = pace.backoff().after(e);
                LOG.atWarn()
                        .addKeyValue("cause", String.valueOf(e.getMessage()))
                        .addKeyValue("again", wait)
                        .log("could not go on");
                // News does not cut this short: a server that asks to be left alone is left alone.
                Thread.sleep(wait);
                patience = Duration.ZERO;
            }
        }
    }

    private Duration patience(boolean foreign) {
        if (foreign) return pace.identify();
        return layout instanceof Known ? pace.look() : pace.survey();
    }

    private boolean isForeign(NodeObject object) {
        return !object.nodeUid().equals(identity.nodeUid());
    }

    private boolean hasJoinedAgain() throws IOException {
        return !reach.account().claims().nodeUid().equals(identity.nodeUid());
    }

    /** Knows the node, and has nothing half done on it. Needs no API server. */
    private Layout settle() throws IOException {
        Layout known = layout;
        if (!(known instanceof Known)) known = survey();
        if (known instanceof Known node && !awake) {
            Outcome outcome = runner.wakeUp(node);
            if (outcome != null) tell(outcome);
            awake = true;
        }
        return known;
    }

    private Layout survey() {
        Layout found;
        try {
            found = reach.surveyor().survey();
        } catch (IOException e) {
            found = new Unsupported(
                    new Cause(
                            Reasons.UNSUPPORTED_LAYOUT,
                            "the node's units cannot be seen: " + e.getMessage()
                                    + "; the agent needs the host's system bus at /run/dbus"),
                    null);
        }
        if (!found.equals(layout)) LOG.atInfo().addKeyValue("layout", found).log("surveyed");
        layout = found;
        return found;
    }

    /** Whether there is nothing more to do; otherwise the object is looked at again. */
    private boolean reconcile(NodeObject object, Layout found) throws IOException {
        Change change = reach.journal().ledger().change();
        if (change != null && change.mayHaveCommitted() && !awake) {
            // The file may be the new one and the unit not know it; what can be done needs a layout that is understood.
            throw new IOException("a change waits to be finished: " + found);
        }
        Decision decision = Decider.decide(object, reach.journal().ledger(), identity);
        return switch (decision) {
            case Decision.Hold(String why) -> {
                LOG.atLevel(isForeign(object) ? Level.WARN : Level.DEBUG)
                        .addKeyValue("why", why)
                        .log("hold");
                yield report();
            }
            case Decision.Halt(Outcome outcome) -> {
                end(outcome);
                yield false;
            }
            case Decision.Gone(Outcome outcome) -> {
                if (isGone(readAgain(object))) end(outcome);
                yield false;
            }
            case Decision.Proceed(Order order, boolean claimed) -> {
                carryOut(object, order, claimed);
                yield false;
            }
        };
    }

    private boolean isGone(@Nullable NodeObject now) {
        return now != null && Decider.decide(now, reach.journal().ledger(), identity) instanceof Decision.Gone;
    }

    /** Its outcome is written when the object is looked at again, or with the claim of the next order. */
    private void end(Outcome outcome) throws IOException {
        reach.journal().save(reach.journal().ledger().ended(outcome));
        tell(outcome);
    }

    private void carryOut(NodeObject object, Order order, boolean claimed) throws IOException {
        LOG.atInfo()
                .addKeyValue("sequence", order.sequence())
                .addKeyValue("action", order.action().word())
                .addKeyValue("revision", order.revision())
                .log("order");
        // Should something fail us in the middle, waking up is what goes on from there.
        awake = false;
        Result result = runner.carryOut(order, claimed, () -> claim(object));
        awake = true;
        switch (result) {
            case Result.Ended(Outcome outcome) -> {
                tell(outcome);
                layout = null;
            }
            case Result.Again(String why) -> {
                LOG.atInfo().addKeyValue("why", why).log("the order is looked at again");
                readAgain(reach.mailbox().latest());
            }
        }
    }

    private ClaimBoard.Answer claim(NodeObject object) throws IOException {
        return write(object, statusFor(object)) ? ClaimBoard.Answer.ACCEPTED : ClaimBoard.Answer.CONFLICT;
    }

    /** Has the status say what is true, if it does not already. Whether it does. */
    private boolean report() throws IOException {
        NodeObject object = reach.mailbox().latest();
        if (object == null || isForeign(object)) return true;
        Status status = statusFor(object);
        if (status.equals(object.status()) || write(object, status)) return true;
        readAgain(reach.mailbox().latest());
        return false;
    }

    private boolean write(NodeObject object, Status status) throws IOException {
        return switch (reach.api().putStatus(object, status)) {
            case Write.Written(NodeObject written) -> {
                reach.mailbox().replace(object, written);
                yield true;
            }
            case Write.Outdated() -> false;
        };
    }

    private Status statusFor(NodeObject object) throws IOException {
        Layout known = layout != null ? layout : survey();
        return StatusReport.of(
                reach.journal().ledger(), known, identity, version, object.status(), drift(known, object.status()));
    }

    /** What somebody has done to the node's files since the last order was applied. */
    private @Nullable Drift drift(Layout layout, Status current) throws IOException {
        if (!(layout instanceof Known known)) return null;
        reach.folders().watch(List.of(parent(known.registriesFile()), known.ownFolder()));
        Cause cause = drift.look(known).orElse(null);
        if (cause == null) return null;
        Drift before = current.drift();
        Drift told = StatusReport.drift(cause, before, reach.node().uptime().timeOfDay());
        if (before == null || !before.reason().equals(told.reason())) {
            LOG.atWarn()
                    .addKeyValue("reason", told.reason())
                    .addKeyValue("message", told.message())
                    .log("drift");
        }
        return told;
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "an absolute path of a file has a folder");
    }

    /** Asks the API server itself, which knows best; a list or a watch may be behind. */
    private @Nullable NodeObject readAgain(@Nullable NodeObject before) throws IOException {
        NodeObject now = reach.api().get();
        reach.mailbox().replace(before, now);
        return now;
    }

    private static void tell(Outcome outcome) {
        LOG.atInfo()
                .addKeyValue("sequence", outcome.sequence())
                .addKeyValue("phase", outcome.phase().word())
                .addKeyValue("reason", outcome.cause().reason())
                .addKeyValue("message", outcome.cause().message())
                .log("outcome");
    }
}
