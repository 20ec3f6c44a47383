package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.mirrors.combine.Hold;
import dev.registrymirror.mirrors.resolve.Problem;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.operator.plan.Standing;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The status of a RegistryMirror. The one place that decides its conditions, from the same assessment that is planned from.
 *
 * <p>{@code Ready} holds when every selected node that can be changed has applied and verified what it should have. A node that has been out
 * of reach for a while does not count, unless it holds an order, has failed, or has never reported: then it does not run what it should, or
 * nobody knows what it runs with. Where none is left that counts, nothing can be said to hold.
 */
public final class MirrorReport {
    private static final Set<String> BY_CULPRIT = Set.of(Reasons.CONFLICT, Reasons.TOO_LARGE);

    private final MirrorOutlook outlook;
    private final Assessment assessment;
    private final SelectedNodes nodes;

    private MirrorReport(MirrorOutlook outlook, Assessment assessment, Instant now) {
        this.outlook = outlook;
        this.assessment = assessment;
        this.nodes = SelectedNodes.of(outlook.nodes(), assessment, now);
    }

    /** The status that the RegistryMirror of this outlook should have. */
    public static RegistryMirrorStatus of(MirrorOutlook outlook, Assessment assessment, Instant now) {
        return new MirrorReport(outlook, assessment, now).status(now);
    }

    private RegistryMirrorStatus status(Instant now) {
        RegistryMirrorStatus before = outlook.mirror().getStatus();
        List<Condition> old = before == null ? List.of() : before.conditions();
        Long generation = outlook.mirror().getMetadata().getGeneration();
        Verdict accepted = accepted();
        Verdict resolved = resolved();
        Verdict ready = ready(accepted, resolved);
        boolean underWay = !ready.holds() && isUnderWay(ready);
        var conditions = new Conditions(old, generation, now)
                .set(ConditionTypes.ACCEPTED, accepted.holds(), accepted.reason(), accepted.message())
                .set(ConditionTypes.REFERENCES_RESOLVED, resolved.holds(), resolved.reason(), resolved.message())
                .set(ConditionTypes.READY, ready.holds(), ready.reason(), ready.message())
                .setWhile(ConditionTypes.RECONCILING, underWay, ready.reason(), ready.message())
                .setWhile(ConditionTypes.STALLED, !ready.holds() && !underWay, ready.reason(), ready.message());
        if (!outlook.together().isEmpty()) {
            Verdict plausible = Plausibility.of(Plausibility.findings(outlook, now));
            conditions.set(ConditionTypes.PLAUSIBLE, plausible.holds(), plausible.reason(), plausible.message());
        }
        return new RegistryMirrorStatus(
                generation, conditions.build(), outlook.revision(), nodes.counts(), nodes.updated());
    }

    private Verdict accepted() {
        if (assessment.snapshot().fleet() == null) {
            return Verdict.no(
                    Reasons.FLEET_MISSING,
                    "There is no RegistryFleet named fleet, so nothing says how nodes may be changed; create it, or restart the"
                            + " operator to have one made with defaults.");
        }
        if (outlook.resolution() instanceof Unresolved unresolved
                && !unresolved.invalid().isEmpty()) {
            return Verdict.no(Reasons.INVALID, sentences(unresolved.invalid()));
        }
        Hold mine = outlook.holds().stream()
                .filter(hold ->
                        BY_CULPRIT.contains(hold.reason()) && hold.culprits().contains(name()))
                .findFirst()
                .orElse(null);
        return mine == null
                ? Verdict.yes(Reasons.ACCEPTED, "Nothing speaks against it.")
                : Verdict.no(mine.reason(), sentence(mine.message()));
    }

    private Verdict resolved() {
        if (outlook.resolution() instanceof Unresolved unresolved
                && !unresolved.unusable().isEmpty()) {
            return Verdict.no(unresolved.unusable().getFirst().reason(), sentences(unresolved.unusable()));
        }
        return Verdict.yes(Reasons.RESOLVED, "All Secrets and ConfigMaps that it names are usable.");
    }

    private Verdict ready(Verdict accepted, Verdict resolved) {
        if (!accepted.holds()) {
            return Verdict.no(
                    BY_CULPRIT.contains(accepted.reason()) ? accepted.reason() : Reasons.NOT_ACCEPTED,
                    accepted.message() + others());
        }
        if (!resolved.holds()) return Verdict.no(Reasons.REFERENCES_NOT_RESOLVED, resolved.message() + others());
        if (isRestored()) {
            return Verdict.no(Reasons.RESTORED, "The fleet's state is Restored: nodes have or get their former files.");
        }
        if (nodes.total() == 0) return Verdict.yes(Reasons.NO_NODES_SELECTED, noNodes());
        if (!outlook.holds().isEmpty()) {
            Hold held = outlook.holds().getFirst();
            return Verdict.no(held.reason(), sentence("Nodes keep what they have: " + held.message()) + others());
        }
        // A failure stays the reason while others follow: it is what somebody should know, and to turn to and fro would
        // write an event each time.
        if (nodes.haveFailures()) return Verdict.no(Reasons.NODES_FAILED, failed() + progress() + beside());
        if (nodes.count(Standing.PENDING, Standing.STOPPED, Standing.CHANGING) > 0) {
            return Verdict.no(Reasons.ROLLING_OUT, progress().strip() + beside());
        }
        if (nodes.count(Standing.SILENT) > 0) {
            return Verdict.no(
                    Reasons.AGENTS_MISSING,
                    "The agent has never reported from " + Lists.examples(nodes.names(Standing.SILENT), ", ")
                            + "; see its pod in the operator's namespace, and delete Nodes that are gone for good."
                            + beside());
        }
        if (nodes.count(Standing.DRIFTED) > 0)
            return Verdict.no(Reasons.NODES_DRIFTED, drifted() + progress() + beside());
        if (nodes.changeable() == 0) {
            boolean mayComeBack = nodes.count(Standing.UNREACHABLE) > 0;
            return Verdict.no(
                    mayComeBack ? Reasons.NODES_UNREACHABLE : Reasons.NODES_UNSUPPORTED,
                    "None of the " + nodes.total() + " selected nodes can be changed." + beside());
        }
        return Verdict.yes(Reasons.ALL_NODES_UPDATED, nodes.updated() + " nodes have it." + beside());
    }

    /**
     * Whether it can still come to be Ready without anybody putting an object right: then it is Reconciling, and else Stalled. Never both, since
     * kstatus gives up waiting for what is Stalled.
     *
     * <p>A Secret that is not there yet is waited for, as Flux waits for one: it often comes a moment later, from another controller, and
     * nothing that exists has to be changed. One that is there and cannot be used is wrong until somebody puts it right. Nodes out of reach
     * come back, and a refusal that may pass is asked for again. As long as any node follows nothing is Stalled, whatever holds others;
     * one that is stopped by the failures of others does not follow.
     */
    private boolean isUnderWay(Verdict ready) {
        if (assessment.snapshot().fleet() == null || isRestored()) return false;
        boolean awaitsReferences = outlook.resolution() instanceof Unresolved unresolved
                ? unresolved.isWaiting()
                : outlook.holds().stream().anyMatch(hold -> hold.reason().equals(Reasons.NOT_FOUND));
        return awaitsReferences || isMoving() || ready.reason().equals(Reasons.NODES_UNREACHABLE);
    }

    private boolean isMoving() {
        return nodes.count(Standing.PENDING, Standing.CHANGING, Standing.SILENT, Standing.RETRYING) > 0;
    }

    /** How the nodes fare that are not held. */
    private String others() {
        String failed = nodes.haveFailures() ? " " + failed() : "";
        return isMoving() ? failed + progress() : failed;
    }

    private String progress() {
        String lost = nodes.lost().isEmpty()
                ? ""
                : " Out of reach before they could tell what they run with: " + Lists.examples(nodes.lost(), ", ")
                        + ".";
        int changing = nodes.count(Standing.CHANGING);
        int waiting = nodes.count(Standing.PENDING, Standing.STOPPED, Standing.SILENT);
        return " " + nodes.updated() + " nodes have it"
                + (changing == 0 ? "" : ", " + changing + " changing")
                + (waiting == 0 ? "" : ", " + waiting + " waiting; RegistryFleet fleet says what for")
                + "." + lost;
    }

    private String failed() {
        return "%s refused it or went back: %s"
                .formatted(
                        Lists.nodes(nodes.count(Standing.FAILED, Standing.RETRYING)),
                        sentence(Lists.examples(nodes.failures(), "; ")));
    }

    private String drifted() {
        return "Somebody else has changed the files of %s: %s"
                .formatted(Lists.nodes(nodes.count(Standing.DRIFTED)), sentence(Lists.examples(nodes.drifts(), "; ")));
    }

    private String noNodes() {
        int all = assessment.snapshot().nodes().size();
        return all == 0
                ? "The cluster has no nodes."
                : "spec.nodeSelector selects none of the cluster's " + all
                        + " nodes; compare it with kubectl get nodes --show-labels.";
    }

    private String beside() {
        int unreachable = nodes.count(Standing.UNREACHABLE);
        List<String> unsupported = nodes.names(Standing.UNSUPPORTED, Standing.STRANDED);
        String first = unreachable == 0
                ? ""
                : " Unreachable, and not counted: " + Lists.examples(nodes.names(Standing.UNREACHABLE), ", ") + ".";
        String second =
                unsupported.isEmpty() ? "" : " Cannot be configured: " + Lists.examples(unsupported, ", ") + ".";
        return first + second;
    }

    private boolean isRestored() {
        var fleet = assessment.snapshot().fleet();
        return fleet != null && fleet.restored();
    }

    private String name() {
        return outlook.mirror().getMetadata().getName();
    }

    private static String sentences(List<Problem> problems) {
        return String.join(
                " ",
                problems.stream()
                        .map(problem -> sentence(problem.code() + ": " + problem))
                        .toList());
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
