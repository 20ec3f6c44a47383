package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.Severity;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something in a RegistryMirror's status that has changed and that somebody wants to be told of.
 *
 * @param warning whether somebody should do something
 * @param reason CamelCase
 * @param message with field, node and cause as the conditions have them
 */
public record Transition(boolean warning, String reason, String message) {

    /** The condition has them all. */
    private static final int MAX_FINDINGS = 10;

    /** Reason where what a RegistryMirror contributes has changed: its spec, or a Secret or ConfigMap that it names. */
    public static final String REVISION_CHANGED = "RevisionChanged";

    /** What has changed from one status to the next; nothing while all conditions keep status and reason. */
    public static List<Transition> between(@Nullable RegistryMirrorStatus before, RegistryMirrorStatus after) {
        List<Transition> transitions = new ArrayList<>();
        for (Condition condition : after.conditions()) {
            boolean holds = "True".equals(condition.getStatus());
            boolean told = switch (condition.getType()) {
                case ConditionTypes.ACCEPTED, ConditionTypes.REFERENCES_RESOLVED ->
                    !(holds && find(before, condition.getType()) == null);
                case ConditionTypes.READY -> holds || !isToldElsewhere(after);
                default -> false;
            };
            if (told && hasTurned(find(before, condition.getType()), condition)) {
                boolean warning = !holds && !Reasons.ROLLING_OUT.equals(condition.getReason());
                transitions.add(new Transition(warning, condition.getReason(), condition.getMessage()));
            }
        }
        if (before != null
                && before.revision() != null
                && after.revision() != null
                && !before.revision().equals(after.revision())) {
            transitions.add(new Transition(
                    false, REVISION_CHANGED, "What it contributes has changed; it is now " + after.revision() + "."));
        }
        if (failed(after) > failed(before) && !hasReason(after, Reasons.NODES_FAILED)) {
            transitions.add(
                    new Transition(true, Reasons.NODES_FAILED, ready(after).getMessage()));
        }
        return transitions;
    }

    /** Findings that the status did not tell of before and does now, the most important of them; notes are no news. */
    public static List<Transition> found(
            @Nullable RegistryMirrorStatus before, RegistryMirrorStatus after, List<Finding> findings) {
        String told = plausible(before);
        if (told.equals(plausible(after))) return List.of();
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .filter(finding -> !told.contains(Plausibility.sentence(finding)))
                .limit(MAX_FINDINGS)
                .map(finding -> new Transition(true, finding.code().name(), finding.toString()))
                .toList();
    }

    private static String plausible(@Nullable RegistryMirrorStatus status) {
        Condition condition = find(status, ConditionTypes.PLAUSIBLE);
        return condition == null ? "" : condition.getMessage();
    }

    /** Whether another condition is false, which is why this one is, and is told of by itself. */
    private static boolean isToldElsewhere(RegistryMirrorStatus status) {
        return isFalse(find(status, ConditionTypes.ACCEPTED))
                || isFalse(find(status, ConditionTypes.REFERENCES_RESOLVED));
    }

    private static boolean isFalse(@Nullable Condition condition) {
        return condition != null && "False".equals(condition.getStatus());
    }

    private static boolean hasTurned(@Nullable Condition before, Condition after) {
        return before == null
                || !Objects.equals(before.getStatus(), after.getStatus())
                || ("False".equals(after.getStatus()) && !Objects.equals(before.getReason(), after.getReason()));
    }

    private static int failed(@Nullable RegistryMirrorStatus status) {
        return status == null || status.nodes() == null ? 0 : status.nodes().failed();
    }

    private static boolean hasReason(RegistryMirrorStatus status, String reason) {
        return reason.equals(ready(status).getReason());
    }

    private static Condition ready(RegistryMirrorStatus status) {
        return Objects.requireNonNull(find(status, ConditionTypes.READY));
    }

    private static @Nullable Condition find(@Nullable RegistryMirrorStatus status, String type) {
        return status == null ? null : Conditions.find(status.conditions(), type);
    }
}
