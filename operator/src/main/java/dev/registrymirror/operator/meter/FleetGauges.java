package dev.registrymirror.operator.meter;

import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.plan.Standing;
import dev.registrymirror.operator.plan.Standings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fleet as the last assessment has it; counted when somebody asks. */
public final class FleetGauges {
    private FleetGauges() {}

    /** Registers nodes by standing, and RegistryMirrors that cannot be used. */
    public static void register(MeterRegistry registry, Supplier<@Nullable Assessment> latest, Clock clock) {
        for (Standing standing : Standing.values()) {
            Gauge.builder("registry_mirror_nodes", () -> count(latest.get(), standing, clock.instant()))
                    .description(
                            "Nodes by where they stand with what they should have; 0 on an operator that does not lead")
                    .tag("state", standing.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("registry_mirror_refused", () -> refused(latest.get()))
                .description("RegistryMirrors that cannot be used: refused, unresolved, in conflict or too large")
                .register(registry);
    }

    private static double refused(@Nullable Assessment assessment) {
        if (assessment == null) return 0;
        return assessment.desired().mirrors().values().stream()
                .filter(mirror -> !mirror.holds().isEmpty())
                .count();
    }

    private static double count(@Nullable Assessment assessment, Standing standing, Instant now) {
        if (assessment == null) return 0;
        return Standings.of(assessment.snapshot(), assessment.desired().nodes(), now).values().stream()
                .filter(standing::equals)
                .count();
    }
}
