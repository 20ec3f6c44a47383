package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import org.jspecify.annotations.Nullable;

/** Where one node stands with what it should have. Every node is counted under exactly one. */
public enum Standing {
    /** It has what it should have, and its agent has verified it; or nothing is wanted of it. */
    UPDATED,
    /** It is to change, or cannot be told what to change to. */
    PENDING,
    /** It is reachable, but its agent has never reported. */
    SILENT,
    /** It holds an order that has not ended. */
    CHANGING,
    /** It refused what it should have, or went back to what it had. */
    FAILED,
    /** The Node or its agent is not Ready. */
    UNREACHABLE,
    /** It cannot be configured: not Linux, neither RKE2 nor K3s, or laid out in a way that is not understood. */
    UNSUPPORTED;

    /** Judges one node. */
    public static Standing of(NodeFacts node, @Nullable AgentFacts agent, Desired desired) {
        if (!node.isLinux() || isUnsupported(agent)) return UNSUPPORTED;
        if (!node.ready()) return UNREACHABLE;
        if (agent == null || agent.contact() == null) return SILENT;
        if (!agent.ready()) return UNREACHABLE;
        if (agent.isChanging() || (agent.order() != null && agent.isOpen(agent.order()))) return CHANGING;
        Target target = Target.of(desired, agent);
        if (target == null) return desired instanceof Desired.Keep ? PENDING : UPDATED;
        return target.hasFailed(agent) ? FAILED : PENDING;
    }

    static boolean isUnsupported(@Nullable AgentFacts agent) {
        return agent != null && (agent.phase() == Phase.Unsupported && !agent.isChanging());
    }
}
