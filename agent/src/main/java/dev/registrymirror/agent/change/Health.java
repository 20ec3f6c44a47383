package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Watches a node become healthy and stay so. */
final class Health {
    private static final Duration PACE = Duration.ofSeconds(1);

    private Health() {}

    /** What watching gave. */
    sealed interface Watched {
        /** Healthy and steady, under this invocation. */
        record Steady(UnitState unit) implements Watched {}

        /** Not in time; what was wrong last. */
        record NotInTime(String ailments) implements Watched {}
    }

    /**
     * Watches until the node was healthy under one invocation for the soak time without a break, or until the deadline.
     *
     * @param accepts which invocations count
     * @param deadline time since boot
     */
    static Watched watch(Node node, Known layout, Predicate<UnitState> accepts, Duration soak, Duration deadline) {
        @Nullable Duration steadySince = null;
        String steadyInvocation = "";
        while (true) {
            List<String> ailments = new ArrayList<>();
            UnitState unit = look(node, layout, accepts, ailments);
            Duration now = node.uptime().now();
            if (unit != null && ailments.isEmpty()) {
                if (steadySince == null || !steadyInvocation.equals(unit.invocationId())) {
                    steadySince = now;
                    steadyInvocation = unit.invocationId();
                }
                if (now.minus(steadySince).compareTo(soak) >= 0) return new Watched.Steady(unit);
            } else {
                steadySince = null;
            }
            if (now.compareTo(deadline) >= 0) {
                return new Watched.NotInTime(
                        ailments.isEmpty()
                                ? "it has been healthy for less than " + soak.toSeconds() + " s"
                                : String.join("; ", ailments));
            }
            node.uptime().sleep(PACE);
        }
    }

    private static @Nullable UnitState look(
            Node node, Known layout, Predicate<UnitState> accepts, List<String> ailments) {
        try {
            UnitState unit = node.systemd().state(layout.unit());
            if (!unit.isActive()) ailments.add(layout.unit() + " is " + unit.active());
            else if (!accepts.test(unit)) ailments.add(layout.unit() + " has not been restarted");
            ailments.addAll(node.probe().ailments(layout.health()));
            return unit;
        } catch (IOException e) {
            ailments.add("systemd does not answer: " + e.getMessage());
            return null;
        }
    }
}
