package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one node stands with what it should have. Every node is counted under exactly one. */
public enum Standing {
    /** It has what it should have, and its agent has verified it; or nothing is wanted of it. */
    UPDATED,
    /** It is to change. */
    PENDING,
    /** It is to change, but so many nodes went back from the same that no other gets it until somebody helps. */
    STOPPED,
    /** It keeps what it has, since nobody can tell what it should have: RegistryMirrors contradict one another or cannot be used. */
    HELD,
    /** Its agent has never reported. */
    SILENT,
    /** It holds an order that has not ended. */
    CHANGING,
    /** It refused what it should have, or went back to what it had, and is asked again without anybody's help. */
    RETRYING,
    /** It refused what it should have, or went back to what it had. */
    FAILED,
    /** It was given what it should have, and somebody else has changed its files since. */
    DRIFTED,
    /** The Node or its agent has not been Ready for a while. */
    UNREACHABLE,
    /** It cannot be configured: not Linux, neither RKE2 nor K3s, or laid out in a way that is not understood. */
    UNSUPPORTED,
    /** The same, but it still has what it was given while it could be configured. */
    STRANDED;

    /**
     * Judges one node. Whether it can be reached comes last: what is under way or has failed on a node that is away has not gone away with it, and
     * for {@link Absences#GRACE} an absence says nothing at all.
     *
     * @param stopped whether too many others went back from what it should have
     */
    static Standing of(NodeFacts node, Snapshot snapshot, Desired desired, boolean stopped, Instant now) {
        AgentFacts agent = snapshot.agent(node);
        if (!node.isLinux()) return UNSUPPORTED;
        if (isUnsupported(agent)) return Target.hasOurs(agent) ? STRANDED : UNSUPPORTED;
        if (agent != null && hasBegun(agent)) return CHANGING;
        boolean isAway = snapshot.absences().isLong(node.name(), now);
        if (agent == null || agent.contact() == null) {
            if (desired instanceof Desired.Keep) return HELD;
            // It may run anything, so whatever is wanted of it is not there until it has said so.
            return isAway && desired instanceof Desired.Untouched ? UNREACHABLE : SILENT;
        }
        Target target = Target.of(desired, agent);
        if (target != null && target.hasFailed(agent)) {
            return !stopped && isAskedAgain(node, snapshot.fleet(), agent, target) ? RETRYING : FAILED;
        }
        if (isAway) return UNREACHABLE;
        if (desired instanceof Desired.Keep) return HELD;
        if (target == null) return agent.drift() == null ? UPDATED : DRIFTED;
        return stopped ? STOPPED : PENDING;
    }

    private static boolean hasBegun(AgentFacts agent) {
        return agent.isChanging() || (agent.order() != null && agent.isOpen(agent.order()));
    }

    private static boolean isAskedAgain(NodeFacts node, @Nullable FleetFacts fleet, AgentFacts agent, Target target) {
        if (fleet == null) return false;
        return Obstacles.mayPass(agent) || agent.isAskedAgain() || !target.hasFailed(agent, fleet.poolOf(node));
    }

    static boolean isUnsupported(@Nullable AgentFacts agent) {
        return agent != null && (agent.phase() == Phase.Unsupported && !agent.isChanging());
    }
}
