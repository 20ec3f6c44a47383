package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Drift;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.plan.Standing;
import dev.registrymirror.operator.plan.Standings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The nodes that one RegistryMirror selects, by where they stand. */
final class SelectedNodes {
    /** Of an agent's message, remedy included; the whole of a longer one stands in the node's NodeRegistries. */
    private static final int MAX_CAUSE = 600;

    private final Map<Standing, List<String>> byStanding = new EnumMap<>(Standing.class);
    private final List<String> lost = new ArrayList<>();
    private final Map<String, List<String>> failures = new TreeMap<>();
    private final Map<String, List<String>> drifts = new TreeMap<>();

    static SelectedNodes of(Collection<String> names, Assessment assessment, Instant now) {
        var selected = new SelectedNodes();
        Map<String, Standing> standings =
                Standings.of(assessment.snapshot(), assessment.desired().nodes(), now);
        for (String name : names) {
            NodeFacts node =
                    Objects.requireNonNull(assessment.snapshot().nodes().get(name));
            selected.add(node, assessment.snapshot(), Objects.requireNonNull(standings.get(name)), now);
        }
        return selected;
    }

    private void add(NodeFacts node, Snapshot snapshot, Standing standing, Instant now) {
        byStanding.computeIfAbsent(standing, _ -> new ArrayList<>()).add(node.name());
        boolean mayRunAnything = standing == Standing.CHANGING || standing == Standing.SILENT;
        if (mayRunAnything && snapshot.absences().isLong(node.name(), now)) lost.add(node.name());
        AgentFacts agent = snapshot.agent(node);
        if ((standing == Standing.FAILED || standing == Standing.RETRYING) && agent != null) {
            String cause = agent.reason() + ": " + Lists.cut(agent.message(), MAX_CAUSE);
            failures.computeIfAbsent(cause, _ -> new ArrayList<>()).add(node.name());
        }
        if (standing == Standing.DRIFTED && agent != null && agent.drift() != null) {
            Drift drift = agent.drift();
            String cause = drift.reason() + ": " + Lists.cut(String.valueOf(drift.message()), MAX_CAUSE);
            drifts.computeIfAbsent(cause, _ -> new ArrayList<>()).add(node.name());
        }
    }

    List<String> names(Standing... standings) {
        return Arrays.stream(standings)
                .flatMap(standing -> byStanding.getOrDefault(standing, List.of()).stream())
                .toList();
    }

    int count(Standing... standings) {
        return names(standings).size();
    }

    int total() {
        return count(Standing.values());
    }

    /** Those that are to have it and can be told so. */
    int changeable() {
        return total() - count(Standing.UNREACHABLE, Standing.UNSUPPORTED, Standing.STRANDED);
    }

    /** Nodes that went out of reach before they could tell what they run with; {@code Ready} waits for them. */
    List<String> lost() {
        return lost;
    }

    boolean haveFailures() {
        return !failures.isEmpty();
    }

    /** Nodes, reason and message of every failure; what several nodes say alike is told once. */
    List<String> failures() {
        return told(failures);
    }

    /** Nodes, reason and message of all that somebody else has changed; what is alike is told once. */
    List<String> drifts() {
        return told(drifts);
    }

    private static List<String> told(Map<String, List<String>> causes) {
        return causes.entrySet().stream()
                .map(cause -> Lists.examples(cause.getValue(), ", ") + ": " + cause.getKey())
                .toList();
    }

    Nodes counts() {
        return new Nodes(
                total(),
                count(Standing.UPDATED),
                count(Standing.PENDING, Standing.STOPPED, Standing.HELD, Standing.SILENT, Standing.CHANGING),
                count(Standing.FAILED, Standing.RETRYING),
                count(Standing.DRIFTED),
                count(Standing.UNREACHABLE),
                count(Standing.UNSUPPORTED, Standing.STRANDED));
    }

    /** Updated nodes of those that can be changed. */
    String updated() {
        return count(Standing.UPDATED) + "/" + changeable();
    }
}
