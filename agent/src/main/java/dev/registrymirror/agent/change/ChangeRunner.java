package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Step.Next;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Order;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a change from step to step, and goes on with one that a crash has interrupted. */
public final class ChangeRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeRunner.class);

    private final Node node;
    private final Surveyor surveyor;
    private final Unsealer unsealer;

    /** A runner on this node. */
    public ChangeRunner(Node node, Surveyor surveyor, Unsealer unsealer) {
        this.node = node;
        this.surveyor = surveyor;
        this.unsealer = unsealer;
    }

    /** What running gave. */
    public sealed interface Result {
        /** The order has its outcome, which is in the journal. */
        record Ended(Outcome outcome) implements Result {}

        /** The object must be read again, and decided on anew. */
        record Again(String why) implements Result {}
    }

    /** Carries out an order, from its claim on, or from CHECK where the claim is known to have arrived. */
    public Result carryOut(Order order, boolean claimed, ClaimBoard board) throws IOException {
        Check check = new Check(order, surveyor, unsealer);
        return run(claimed ? check : new Claim(order, board, check));
    }

    /**
     * What is to be done at the start of this program, before any order: notes what the running unit has read, finishes or undoes a
     * change that may have touched the file, and tidies.
     *
     * @return the outcome of the change that was finished, null if there was none or it must begin again at CHECK
     */
    public @Nullable Outcome wakeUp(Known layout) throws IOException {
        node.journal().save(Readings.note(node, layout, node.systemd().state(layout.unit())));
        Step step = interrupted(layout);
        if (step != null) {
            return run(step) instanceof Result.Ended(Outcome outcome) ? outcome : null;
        }
        OwnFolder.tidy(node, layout);
        return null;
    }

    private @Nullable Step interrupted(Known layout) throws IOException {
        Ledger ledger = node.ledger();
        Change change = ledger.change();
        if (change == null || !change.mayHaveCommitted()) return null;
        return switch (change.at()) {
            case CLAIM, CHECK, STAGE -> null;
            case COMMIT ->
                Commit.happened(
                                node.files().look(layout.registriesFile()),
                                Objects.requireNonNull(change.target(), "a change at COMMIT has a target"))
                        ? new Activate(change, layout)
                        : null;
            case ACTIVATE -> new Activate(change, layout);
            case VERIFY -> new Verify(change, layout);
            case ROLL_BACK ->
                new RollBack(
                        change,
                        layout,
                        Objects.requireNonNullElse(change.goingBackFor(), new Cause(Reasons.NOT_HEALTHY_IN_TIME, "")));
        };
    }

    private Result run(Step first) throws IOException {
        Step step = first;
        while (true) {
            LOG.atInfo().addKeyValue("step", step.getClass().getSimpleName()).log("step");
            Next next;
            try {
                next = step.run(node);
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("step", step.getClass().getSimpleName())
                        .addKeyValue("cause", String.valueOf(e.getMessage()))
                        .log("step failed");
                next = step.failed(node, e);
            }
            switch (next) {
                case Next.Go(Step following) -> step = following;
                case Next.End(Outcome outcome) -> {
                    return new Result.Ended(outcome);
                }
                case Next.Again(String why) -> {
                    return new Result.Again(why);
                }
            }
        }
    }
}
