package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus.Nodes;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus.Waiting;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.plan.Standing;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status of the RegistryFleet. The one place that decides its conditions, from the plan of the same pass. */
public final class FleetReport {
    private final FleetFacts fleet;
    private final Plan plan;

    private FleetReport(FleetFacts fleet, Plan plan) {
        this.fleet = fleet;
        this.plan = plan;
    }

    /**
     * The status that the fleet should have.
     *
     * @param fleet what was planned by: another generation may be in other caches by now
     */
    public static RegistryFleetStatus of(
            FleetFacts fleet, @Nullable RegistryFleetStatus before, Plan plan, Instant now) {
        return new FleetReport(fleet, plan).status(before == null ? List.of() : before.conditions(), now);
    }

    private RegistryFleetStatus status(List<Condition> before, Instant now) {
        Verdict ready = ready();
        boolean underWay = !ready.holds() && isUnderWay(ready);
        List<Condition> conditions = new Conditions(before, fleet.generation(), now)
                .set(ConditionTypes.READY, ready.holds(), ready.reason(), ready.message())
                .setWhile(ConditionTypes.RECONCILING, underWay, ready.reason(), ready.message())
                .setWhile(ConditionTypes.STALLED, !ready.holds() && !underWay, ready.reason(), ready.message())
                .build();
        return new RegistryFleetStatus(fleet.generation(), conditions, nodes(), waiting());
    }

    private Verdict ready() {
        int failed = count(Standing.FAILED, Standing.RETRYING);
        if (failed > 0) {
            return Verdict.no(
                    Reasons.NODES_FAILED,
                    "%s refused what they should have or went back: %s; their NodeRegistries say why.%s%s"
                            .formatted(
                                    Lists.nodes(failed),
                                    names(Standing.FAILED, Standing.RETRYING),
                                    progress(),
                                    beside()));
        }
        if (isMoving() || count(Standing.STOPPED) > 0) {
            return Verdict.no(
                    fleet.restored() ? Reasons.RESTORING : Reasons.ROLLING_OUT,
                    progress().strip() + beside());
        }
        if (fleet.restored() && count(Standing.STRANDED) > 0) {
            return Verdict.no(Reasons.NODES_UNSUPPORTED, "Not every node has its former file." + beside());
        }
        if (count(Standing.HELD) > 0)
            return Verdict.no(Reasons.NODES_HELD, progress().strip() + beside());
        if (count(Standing.DRIFTED) > 0) {
            return Verdict.no(
                    Reasons.NODES_DRIFTED,
                    "Somebody else has changed the files of %s: %s; their NodeRegistries say what.%s%s"
                            .formatted(
                                    Lists.nodes(count(Standing.DRIFTED)),
                                    names(Standing.DRIFTED),
                                    progress(),
                                    beside()));
        }
        if (count(Standing.UPDATED) == 0 && count(Standing.UNREACHABLE) > 0) {
            return Verdict.no(Reasons.NODES_UNREACHABLE, "No node can be changed." + beside());
        }
        return Verdict.yes(
                Reasons.ALL_NODES_UPDATED,
                "%d nodes have what they should have.%s".formatted(count(Standing.UPDATED), beside()));
    }

    /** By the rules of {@link MirrorReport}: whether it can come to be Ready without anybody putting an object right. */
    private boolean isUnderWay(Verdict ready) {
        return isMoving()
                || ready.reason().equals(Reasons.NODES_UNREACHABLE)
                || plan.waiting().stream().anyMatch(waiting -> waiting.reason().equals(Reasons.NOT_FOUND));
    }

    private boolean isMoving() {
        return count(Standing.PENDING, Standing.CHANGING, Standing.SILENT, Standing.RETRYING) > 0;
    }

    private String progress() {
        String silent =
                count(Standing.SILENT) == 0 ? "" : " The agent has never reported from " + names(Standing.SILENT) + ".";
        return " %d nodes are changing and %d wait.%s%s"
                .formatted(
                        count(Standing.CHANGING),
                        count(Standing.PENDING, Standing.STOPPED, Standing.HELD, Standing.SILENT, Standing.RETRYING),
                        plan.waiting().stream()
                                .map(waiting -> " " + waiting.sentence())
                                .collect(Collectors.joining()),
                        silent);
    }

    private String beside() {
        return named(" Unreachable, not counted, and left as they are: ", Standing.UNREACHABLE)
                + named(" Can no longer be configured, and have what they were given before: ", Standing.STRANDED);
    }

    private String named(String what, Standing standing) {
        return count(standing) == 0 ? "" : what + names(standing) + ".";
    }

    private Nodes nodes() {
        return new Nodes(
                plan.standings().size(),
                count(Standing.UPDATED),
                count(Standing.PENDING, Standing.STOPPED, Standing.HELD, Standing.SILENT),
                count(Standing.CHANGING),
                count(Standing.FAILED, Standing.RETRYING),
                count(Standing.DRIFTED),
                count(Standing.UNREACHABLE),
                count(Standing.UNSUPPORTED, Standing.STRANDED));
    }

    private int count(Standing... standings) {
        return nodesAt(standings).size();
    }

    private String names(Standing... standings) {
        return Lists.examples(nodesAt(standings), ", ");
    }

    private List<String> nodesAt(Standing... standings) {
        List<Standing> wanted = Arrays.asList(standings);
        return plan.standings().entrySet().stream()
                .filter(entry -> wanted.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<Waiting> waiting() {
        return plan.waiting().stream()
                .map(waiting -> new Waiting(
                        waiting.reason(),
                        waiting.count(),
                        waiting.examples(),
                        Lists.cut(waiting.message(), Waiting.MAX_MESSAGE)))
                .toList();
    }
}
