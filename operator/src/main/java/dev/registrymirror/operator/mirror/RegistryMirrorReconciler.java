package dev.registrymirror.operator.mirror;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.assess.Assessor;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.operator.report.MirrorReport;
import dev.registrymirror.operator.report.Plausibility;
import dev.registrymirror.operator.report.Transition;
import dev.registrymirror.operator.watch.CacheChanges;
import dev.registrymirror.operator.watch.Watches;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells how far a RegistryMirror has come: assess, report, say what has turned. It is woken by every change that the operator can see, and
 * writes only when the status would be another one.
 */
@ControllerConfiguration(name = RegistryMirrorReconciler.NAME)
@RateLimited(maxReconciliations = 4, within = 1)
public final class RegistryMirrorReconciler implements Reconciler<RegistryMirror> {
    /** Name of the controller, in metrics and logs. */
    public static final String NAME = "registrymirror";

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Assessor assessor;
    private final Watches watches;
    private final StatusWriter statuses;
    private final EventRecorder events;
    private final Clock clock;

    public RegistryMirrorReconciler(
            Assessor assessor, Watches watches, StatusWriter statuses, EventRecorder events, Clock clock) {
        this.assessor = assessor;
        this.watches = watches;
        this.statuses = statuses;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, RegistryMirror>> prepareEventSources(EventSourceContext<RegistryMirror> context) {
        return List.of(new CacheChanges<>(
                watches,
                () -> watches.mirrors().stream().map(ResourceID::fromResource).toList()));
    }

    @Override
    public UpdateControl<RegistryMirror> reconcile(RegistryMirror resource, Context<RegistryMirror> context) {
        Assessment assessment = assessor.current();
        MirrorOutlook outlook =
                assessment.desired().mirrors().get(resource.getMetadata().getName());
        statuses.retain(assessment.desired().mirrors().keySet());
        // Deleted, or one of both caches does not show this spec yet; its arrival there wakes this reconciler again.
        if (outlook == null || !outlook.isAbout(resource)) return UpdateControl.noUpdate();
        // Statuses wake nobody, so the one that was assessed may be an older one.
        RegistryMirror newest = statuses.newest(resource);
        RegistryMirrorStatus before = newest.getStatus();
        Instant now = clock.instant();
        RegistryMirrorStatus after = MirrorReport.of(outlook.with(newest), assessment, now);
        if (!after.equals(before)) {
            if (!statuses.write(newest, after)) {
                return UpdateControl.<RegistryMirror>noUpdate().rescheduleAfter(SOON);
            }
            Transition.between(before, after).forEach(transition -> events.record(newest, transition));
            Transition.found(before, after, Plausibility.findings(outlook, now))
                    .forEach(finding -> events.record(newest, finding));
        }
        // When a node has been out of reach for long enough to be counted beside the others, no event tells.
        return assessment
                .snapshot()
                .absences()
                .nextLong(outlook.nodes(), now)
                .map(when -> UpdateControl.<RegistryMirror>noUpdate().rescheduleAfter(Duration.between(now, when)))
                .orElseGet(UpdateControl::noUpdate);
    }
}
