package dev.registrymirror.operator.grant;

import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.grant.SlotStore.Stored;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.Grant;
import dev.registrymirror.operator.plan.Patience;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.plan.Planner;
import dev.registrymirror.operator.plan.Slots;
import dev.registrymirror.operator.plan.Withdrawal;
import dev.registrymirror.registries.revision.PayloadCodec;
import dev.registrymirror.registries.revision.Revision;
import dev.registrymirror.registries.seal.InvalidKeyException;
import dev.registrymirror.registries.seal.NodePublicKey;
import dev.registrymirror.registries.seal.OrderContext;
import dev.registrymirror.registries.seal.Sealer;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One planning pass after another, carried out. Only the leader's one fleet reconciler calls it. */
public final class Rollout {
    private static final Logger log = LoggerFactory.getLogger(Rollout.class);

    private final SlotStore store;
    private final OrderWriter orders;
    private final Proofs proofs;
    private final Planner planner = new Planner();
    private final Clock clock;
    private Patience patience = Patience.NONE;

    public Rollout(SlotStore store, OrderWriter orders, Proofs proofs, Clock clock) {
        this.store = store;
        this.orders = orders;
        this.proofs = proofs;
        this.clock = clock;
    }

    /**
     * How a pass went.
     *
     * @param complete false where somebody else was writing too, so that another pass is due
     */
    public record Outcome(Plan plan, boolean complete) {}

    /** Plans from the assessment and does what was planned. */
    public Outcome advance(Assessment assessment) {
        Instant now = clock.instant();
        Stored stored = store.read();
        Slots slots = stored.slots().without(proofs.gone(stored.slots().strangers(assessment.snapshot())));
        Snapshot snapshot = assessment.snapshot().with(removalHold(assessment.snapshot(), proofs::cachedHold, now));
        Plan plan = planner.plan(snapshot, assessment.desired().nodes(), slots, patience, now);
        if (mayTakeAway(plan, snapshot)) {
            // What is about to be taken off a node was perhaps taken from us: ask the API server itself.
            RemovalHold hold = removalHold(snapshot, proofs::liveHold, now);
            if (hold != null) {
                plan = planner.plan(snapshot.with(hold), assessment.desired().nodes(), slots, patience, now);
            }
        }
        patience = plan.patience();
        if (!plan.slots().equals(stored.slots()) && !store.replace(stored, plan.slots())) {
            log.info("another leader has changed the slots; planning anew");
            return new Outcome(plan, false);
        }
        boolean complete = true;
        for (Withdrawal withdrawal : plan.withdrawals()) {
            complete &= orders.withdraw(withdrawal);
        }
        for (Grant grant : plan.grants()) {
            complete &= grant(grant, assessment);
        }
        return new Outcome(plan, complete);
    }

    private boolean grant(Grant grant, Assessment assessment) {
        boolean written = orders.grant(grant, grant.action() == Action.Restore ? null : payload(grant, assessment));
        log.atInfo()
                .addKeyValue("node", grant.node())
                .addKeyValue("sequence", grant.sequence())
                .addKeyValue("revision", grant.revision())
                .log(written ? "ordered" : "not ordered: the node's object has changed meanwhile");
        return written;
    }

    private static @Nullable String payload(Grant grant, Assessment assessment) {
        Revision revision =
                Objects.requireNonNull(assessment.desired().revisions().get(grant.revision()));
        var context = new OrderContext(grant.node(), grant.nodeUID(), grant.sequence(), grant.revision());
        try {
            NodePublicKey key = NodePublicKey.decodeBase64(Objects.requireNonNull(grant.publicKey()));
            return Base64.getEncoder()
                    .encodeToString(Sealer.seal(key, context, PayloadCodec.encode(revision.payload())));
        } catch (InvalidKeyException e) {
            // The planner grants to usable keys only.
            throw new IllegalStateException(
                    "NodeRegistries " + grant.node() + ": status.agent.publicKey: " + e.getMessage(), e);
        }
    }

    private interface HoldCheck {
        @Nullable
        RemovalHold check(FleetFacts fleet, Instant now);
    }

    private static @Nullable RemovalHold removalHold(Snapshot snapshot, HoldCheck check, Instant now) {
        FleetFacts fleet = snapshot.fleet();
        return fleet == null ? null : check.check(fleet, now);
    }

    /** Whether a node is to lose something that it has: all of it, or what another revision lacks. */
    private static boolean mayTakeAway(Plan plan, Snapshot snapshot) {
        List<Grant> grants = plan.grants();
        return grants.stream().anyMatch(grant -> {
            AgentFacts agent = snapshot.agents().get(grant.node());
            return grant.action() == Action.Restore || (agent != null && agent.applied() != null);
        });
    }
}
