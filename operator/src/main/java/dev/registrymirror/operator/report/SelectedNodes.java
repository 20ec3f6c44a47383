package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.plan.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The nodes that one RegistryMirror selects, by where they stand. */
final class SelectedNodes {
    /** Of an agent's message; the whole of it stands in the node's NodeRegistries. */
    private static final int MAX_CAUSE = 200;

    private final Map<Standing, List<String>> byStanding = new EnumMap<>(Standing.class);
    private final List<String> lost = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    static SelectedNodes of(Collection<String> names, Assessment assessment, Instant now) {
        var selected = new SelectedNodes();
        for (String name : names) {
            NodeFacts node =
                    Objects.requireNonNull(assessment.snapshot().nodes().get(name));
            Desired desired =
                    Objects.requireNonNull(assessment.desired().nodes().get(name));
            selected.add(node, assessment.snapshot(), desired, now);
        }
        return selected;
    }

    private void add(NodeFacts node, Snapshot snapshot, Desired desired, Instant now) {
        Standing standing = Standing.of(node, snapshot, desired, now);
        byStanding.computeIfAbsent(standing, _ -> new ArrayList<>()).add(node.name());
        boolean mayRunAnything = standing == Standing.CHANGING || standing == Standing.SILENT;
        if (mayRunAnything && snapshot.absences().isLong(node.name(), now)) lost.add(node.name());
        AgentFacts agent = snapshot.agent(node);
        if ((standing == Standing.FAILED || standing == Standing.RETRYING) && agent != null) {
            failures.add(node.name() + ": " + agent.reason() + ": " + Lists.cut(agent.message(), MAX_CAUSE));
        }
    }

    List<String> names(Standing standing) {
        return byStanding.getOrDefault(standing, List.of());
    }

    int count(Standing... standings) {
        int count = 0;
        for (Standing standing : standings) count += names(standing).size();
        return count;
    }

    int total() {
        return count(Standing.values());
    }

    /** Those that are to have it and can be told so. */
    int changeable() {
        return total() - count(Standing.UNREACHABLE, Standing.UNSUPPORTED);
    }

    /** Nodes that went out of reach before they could tell what they run with; {@code Ready} waits for them. */
    List<String> lost() {
        return lost;
    }

    /** Node, reason and message of every failure. */
    List<String> failures() {
        return failures;
    }

    Nodes counts() {
        return new Nodes(
                total(),
                count(Standing.UPDATED),
                count(Standing.PENDING, Standing.HELD, Standing.SILENT, Standing.CHANGING),
                count(Standing.FAILED, Standing.RETRYING),
                count(Standing.UNREACHABLE),
                count(Standing.UNSUPPORTED));
    }

    /** Updated nodes of those that can be changed. */
    String updated() {
        return count(Standing.UPDATED) + "/" + changeable();
    }
}
