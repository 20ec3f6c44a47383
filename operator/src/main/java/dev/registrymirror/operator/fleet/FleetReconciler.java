package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.assess.Assessor;
import dev.registrymirror.operator.grant.Rollout;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.plan.Plan;
import dev.registrymirror.operator.report.FleetReport;
import dev.registrymirror.operator.revision.RevisionStore;
import dev.registrymirror.operator.watch.CacheChanges;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves the fleet: deploy the agent, observe, desire, plan, grant, report. It is woken by every change that the operator can see, at most a
 * few times a second; it sets a timer only where time itself decides.
 */
@ControllerConfiguration(name = FleetReconciler.NAME)
@RateLimited(maxReconciliations = 3, within = 1)
public final class FleetReconciler implements Reconciler<RegistryFleet> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "registryfleet";

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Parts parts;
    private final Clock clock;

    /** What a pass is made of. */
    public record Parts(
            Watches watches,
            Assessor assessor,
            AgentDaemonSet agent,
            NodeObjects nodeObjects,
            RevisionStore revisions,
            Rollout rollout) {}

    public FleetReconciler(Parts parts, Clock clock) {
        this.parts = parts;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, RegistryFleet>> prepareEventSources(EventSourceContext<RegistryFleet> context) {
        return List.of(
                new CacheChanges<>(parts.watches(), () -> List.of(new ResourceID(RegistryFleet.NAME))),
                parts.agent().eventSource(context).orElseThrow());
    }

    @Override
    public UpdateControl<RegistryFleet> reconcile(RegistryFleet fleet, Context<RegistryFleet> context) {
        parts.agent().reconcile(fleet, context);
        if (!parts.watches().synced()) return again(SOON);

        Assessment assessment = parts.assessor().current();
        // The shared cache may not show the fleet yet; its arrival there wakes this reconciler again.
        FleetFacts facts = assessment.snapshot().fleet();
        if (facts == null) return UpdateControl.noUpdate();
        boolean settled = parts.nodeObjects().make(assessment.snapshot());
        // What was written is planned with once it is seen; seeing it wakes this reconciler.
        if (!settled) return again(SOON);

        parts.revisions().keep(assessment.snapshot(), assessment.desired().revisions());
        Rollout.Outcome outcome = parts.rollout().advance(assessment);
        report(fleet, facts, outcome.plan(), context);
        Duration next = outcome.complete() ? until(outcome.plan().nextLook()) : SOON;
        return next == null ? UpdateControl.noUpdate() : again(next);
    }

    /** @param facts what was planned by; the controller's own cache may be ahead of it or behind */
    private void report(RegistryFleet fleet, FleetFacts facts, Plan plan, Context<RegistryFleet> context) {
        RegistryFleetStatus before = fleet.getStatus();
        RegistryFleetStatus after = FleetReport.of(facts, before, plan, clock.instant());
        if (after.equals(before)) return;
        // Statuses wake nobody: what is written must be what the next pass finds.
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(fleet, patch(fleet, after), context);
    }

    /** Only what is ours: a fresh object, so that server-side apply owns the status and nothing else. */
    private static RegistryFleet patch(RegistryFleet fleet, RegistryFleetStatus status) {
        var patch = new RegistryFleet();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(fleet.getMetadata().getName())
                .withUid(fleet.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return patch;
    }

    private @Nullable Duration until(@Nullable Instant when) {
        if (when == null) return null;
        Duration left = Duration.between(clock.instant(), when);
        return left.compareTo(SOON) < 0 ? SOON : left;
    }

    private static UpdateControl<RegistryFleet> again(Duration after) {
        return UpdateControl.<RegistryFleet>noUpdate().rescheduleAfter(after);
    }
}
