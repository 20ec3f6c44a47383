package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus.Nodes;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.plan.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The nodes that one RegistryMirror selects, by where they stand. */
final class SelectedNodes {
    private final Map<Standing, List<String>> byStanding = new EnumMap<>(Standing.class);
    /** Out of reach, and not known to have finished what it was told: it may run anything. */
    private final List<String> lost = new ArrayList<>();

    private final List<String> failures = new ArrayList<>();

    static SelectedNodes of(Collection<String> names, Assessment assessment) {
        var selected = new SelectedNodes();
        for (String name : names) {
            NodeFacts node =
                    Objects.requireNonNull(assessment.snapshot().nodes().get(name));
            Desired desired =
                    Objects.requireNonNull(assessment.desired().nodes().get(name));
            selected.add(node, assessment.snapshot().agent(node), desired);
        }
        return selected;
    }

    private void add(NodeFacts node, @Nullable AgentFacts agent, Desired desired) {
        Standing standing = Standing.of(node, agent, desired);
        byStanding.computeIfAbsent(standing, _ -> new ArrayList<>()).add(node.name());
        if (standing == Standing.UNREACHABLE && mayRunAnything(agent)) lost.add(node.name());
        if (standing == Standing.FAILED && agent != null) {
            failures.add(node.name() + ": " + agent.reason() + ": " + agent.message());
        }
    }

    /** A node that is being restarted is out of reach for a moment; that must not look like one that is switched off. */
    private static boolean mayRunAnything(@Nullable AgentFacts agent) {
        return agent == null
                || agent.contact() == null
                || agent.isChanging()
                || (agent.order() != null && agent.isOpen(agent.order()));
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

    /** Nodes out of reach that hold an order, or of which nothing is known; {@code Ready} waits for them. */
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
                count(Standing.PENDING, Standing.SILENT, Standing.CHANGING),
                count(Standing.FAILED),
                count(Standing.UNREACHABLE),
                count(Standing.UNSUPPORTED));
    }

    /** Updated nodes of those that can be changed. */
    String updated() {
        int changeable = total() - count(Standing.UNREACHABLE, Standing.UNSUPPORTED);
        return count(Standing.UPDATED) + "/" + changeable;
    }
}
