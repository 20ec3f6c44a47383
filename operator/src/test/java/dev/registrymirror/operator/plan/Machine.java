package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Agent;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Distribution;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Role;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One node, its NodeRegistries, and its agent with what it keeps on disk. */
final class Machine {
    private final Random random;
    private final LongSupplier versions;
    final String name;
    final String uid;
    final Role role;
    final Map<String, String> labels;
    boolean healthy = true;
    boolean agentReady = true;
    String version = "";
    String key = "key0";

    @Nullable
    Order order;

    boolean contact;
    long withdrawn;
    // on disk
    long highest;
    long changing;
    String changingTo = "";
    private @Nullable String changingBy;
    long ended;
    private @Nullable Ended lastEnd;

    // what RKE2 runs with, and what the file says, which it runs with when it is seen to be healthy; null where
    // nobody knows
    private String file = "theirs";

    @Nullable
    String runsWith = file;

    @Nullable
    Applied applied;

    Phase phase = Phase.Idle;
    String reason = "";
    // in the object's status, as last reported
    private long claimedSaid;
    private long observedSaid;
    private @Nullable Applied appliedSaid;
    private Phase phaseSaid = Phase.Idle;
    private String reasonSaid = "";
    String keySaid = "";
    private @Nullable Ended endSaid;

    /**
     * A node that nothing has been asked of yet.
     *
     * @param random how its changes end
     * @param versions of API objects, each another one
     */
    Machine(String name, String uid, Role role, Map<String, String> labels, Random random, LongSupplier versions) {
        this.random = random;
        this.versions = versions;
        this.name = name;
        this.uid = uid;
        this.role = role;
        this.labels = labels;
        touch();
    }

    void touch() {
        version = Long.toString(versions.getAsLong());
    }

    NodeFacts node() {
        return new NodeFacts(name, uid, labels, healthy, "linux");
    }

    AgentFacts facts() {
        Agent said = contact ? new Agent(keySaid, uid, Distribution.rke2, role, "u", "v") : null;
        return new AgentFacts(
                uid,
                version,
                order,
                said,
                claimedSaid,
                observedSaid,
                appliedSaid,
                phaseSaid,
                reasonSaid,
                "",
                withdrawn,
                0,
                null,
                agentReady);
    }

    /** Whether it is being changed, or may begin to at any moment. */
    boolean isExposed() {
        return changing > 0 || (order != null && order.sequence() > highest && order.sequence() > withdrawn);
    }

    /** How the order that the object has ended, as far as the object tells. */
    @Nullable
    Ended told() {
        return order != null && order.sequence() == observedSaid ? endSaid : null;
    }

    /** Whether it runs with this, and has said so since. */
    boolean isKnownToRunWith(String revision) {
        boolean saysSo = phaseSaid == Phase.Applied || phaseSaid == Phase.RolledBack;
        return contact && saysSo && observedSaid == ended && revision.equals(runsWith);
    }

    /** Somebody deletes the object; the operator makes it anew. What is on disk stays. */
    void recreateObject() {
        order = null;
        contact = false;
        withdrawn = 0;
        claimedSaid = 0;
        observedSaid = 0;
        appliedSaid = null;
        phaseSaid = Phase.Idle;
        reasonSaid = "";
        lastEnd = null;
        endSaid = null;
        touch();
    }

    /** The agent does one thing: claim, end, or report. */
    void step(boolean everythingWorks) {
        if (!contact || !key.equals(keySaid) || observedSaid != ended) {
            report();
        } else if (changing > 0) {
            end(everythingWorks ? Phase.Applied : random.nextInt(3) > 0 ? Phase.Applied : failure());
            if (random.nextBoolean()) report();
        } else if (order != null && order.sequence() > highest) {
            highest = order.sequence();
            changing = highest;
            changingTo = order.revision();
            changingBy = order.publicKey();
            report();
            if (changingBy != null && !changingBy.equals(key)) refuse("StaleSeal");
            else if (!healthy) refuse("NodeUnhealthy");
            else runsWith = file;
        }
    }

    private Phase failure() {
        return List.of(Phase.Refused, Phase.RolledBack, Phase.Failed).get(random.nextInt(3));
    }

    private void refuse(String why) {
        end(Phase.Refused);
        reason = why;
    }

    private void end(Phase how) {
        if (how == Phase.Applied) {
            applied = new Applied(changing, changingTo, "i", null);
            file = changingTo;
        }
        if (how == Phase.Applied || how == Phase.RolledBack) runsWith = file;
        if (how == Phase.Failed) runsWith = null;
        lastEnd = new Ended(changingTo, changingBy, how);
        ended = changing;
        changing = 0;
        phase = how;
        reason = how == Phase.Refused ? "CertificateRefused" : how.name();
    }

    private void report() {
        contact = true;
        keySaid = key;
        claimedSaid = Math.max(ended, changing);
        observedSaid = ended;
        appliedSaid = applied;
        phaseSaid = changing > 0 ? Phase.Claimed : phase;
        reasonSaid = reason;
        endSaid = lastEnd;
        touch();
    }

    /**
     * How an order ended.
     *
     * @param key that it was sealed to, or null
     */
    record Ended(String revision, @Nullable String key, Phase how) {
        /** Whether the node, with this key, went back from this revision. */
        boolean hasHarmed(String asked, String keyNow) {
            return revision.equals(asked)
                    && (how == Phase.RolledBack || how == Phase.Failed)
                    && (key == null || key.equals(keyNow));
        }
    }
}
