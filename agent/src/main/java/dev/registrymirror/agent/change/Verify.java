package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Health.Watched;
import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Reading;
import dev.registrymirror.agent.ledger.Reasons;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** VERIFY: the node must prove that it is healthy. Only looks, so there is nothing to undo. */
record Verify(Change change, Known layout) implements Step {
    @Override
    public Next run(Node node) throws IOException {
        Target target = Objects.requireNonNull(change.target(), "a change at VERIFY has a target");
        Change entered = node.enter(change.at(StepName.VERIFY));
        return switch (watch(node, layout, entered)) {
            case Watched.Steady(UnitState unit) -> {
                node.journal().save(node.ledger().withReading(new Reading(unit.invocationId(), target.meaningAfter())));
                yield new Next.Go(new Done(entered, layout, unit.invocationId()));
            }
            case Watched.NotInTime(String ailments) ->
                new Next.Go(new RollBack(
                        entered,
                        layout,
                        new Cause(
                                Reasons.NOT_HEALTHY_IN_TIME,
                                "the node was not healthy within "
                                        + change.healthTimeout().toSeconds() + " s: " + ailments)));
        };
    }

    /** Watches the invocation that has read the file. */
    static Watched watch(Node node, Known layout, Change change) {
        Activation activation = Objects.requireNonNull(change.activation(), "an activated change");
        boolean sameBoot = activation.bootId().equals(node.uptime().bootId());
        boolean restarted = activation.restarts() && sameBoot;
        // Nothing was restarted: nothing needs to settle.
        Duration soak = activation.restarts() ? change.soak() : Duration.ZERO;
        Duration deadline =
                sameBoot ? activation.deadline() : node.uptime().now().plus(change.healthTimeout());
        return Health.watch(
                node,
                layout,
                unit -> !restarted || !unit.invocationId().equals(activation.invocationBefore()),
                soak,
                deadline);
    }
}
