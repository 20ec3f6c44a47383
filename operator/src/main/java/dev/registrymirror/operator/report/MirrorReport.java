package dev.registrymirror.operator.report;

import dev.registrymirror.api.v1alpha1.ConditionTypes;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.assess.Assessment;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.operator.desire.MirrorOutlook.Hold;
import dev.registrymirror.operator.plan.Standing;
import dev.registrymirror.operator.resolve.Problem;
import dev.registrymirror.operator.resolve.Resolution.Unresolved;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a RegistryMirror. The one place that decides its conditions, from the same assessment that is planned from.
 *
 * <p>{@code Ready} holds when every selected node that can be changed has applied and verified what it should have. A node that is out of
 * reach does not count, unless it holds an order or has never reported: then nobody knows what it runs with.
 */
public final class MirrorReport {
    private static final Set<String> BY_CULPRIT = Set.of(Reasons.CONFLICT, Reasons.TOO_LARGE);

    private final MirrorOutlook outlook;
    private final Assessment assessment;
    private final SelectedNodes nodes;

    private MirrorReport(MirrorOutlook outlook, Assessment assessment) {
        this.outlook = outlook;
        this.assessment = assessment;
        this.nodes = SelectedNodes.of(outlook.nodes(), assessment);
    }

    /** The status that the RegistryMirror of this outlook should have. */
    public static RegistryMirrorStatus of(MirrorOutlook outlook, Assessment assessment, Instant now) {
        return new MirrorReport(outlook, assessment).status(now);
    }

    private RegistryMirrorStatus status(Instant now) {
        RegistryMirrorStatus before = outlook.mirror().getStatus();
        List<Condition> old = before == null ? List.of() : before.conditions();
        Long generation = outlook.mirror().getMetadata().getGeneration();
        Verdict accepted = accepted();
        Verdict resolved = resolved();
        Verdict ready = ready(accepted, resolved);
        boolean waiting = !ready.holds() && accepted.holds() && resolved.holds() && isUnderWay();
        var conditions = new Conditions(old, generation, now)
                .set(ConditionTypes.ACCEPTED, accepted.holds(), accepted.reason(), accepted.message())
                .set(ConditionTypes.REFERENCES_RESOLVED, resolved.holds(), resolved.reason(), resolved.message())
                .set(ConditionTypes.READY, ready.holds(), ready.reason(), ready.message())
                .setWhile(ConditionTypes.RECONCILING, waiting, ready.reason(), ready.message())
                .setWhile(ConditionTypes.STALLED, !ready.holds() && !waiting, ready.reason(), ready.message());
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
                    accepted.message());
        }
        if (!resolved.holds()) return Verdict.no(Reasons.REFERENCES_NOT_RESOLVED, resolved.message());
        if (isRestored()) {
            return Verdict.no(Reasons.RESTORED, "The fleet's state is Restored: nodes have or get their former files.");
        }
        if (nodes.total() == 0) return Verdict.yes(Reasons.NO_NODES_SELECTED, noNodes());
        @Nullable Hold held = outlook.holds().isEmpty() ? null : outlook.holds().getFirst();
        if (held != null) {
            return Verdict.no(held.reason(), sentence("Nodes keep what they have: " + held.message()));
        }
        if (isUnderWay()) return underWay();
        if (nodes.count(Standing.FAILED) > 0) return Verdict.no(Reasons.NODES_FAILED, failed());
        return Verdict.yes(Reasons.ALL_NODES_UPDATED, nodes.updated() + " nodes have it." + beside());
    }

    /** Whether nodes will still follow without help, or may yet turn out to run with something else. */
    private boolean isUnderWay() {
        if (!nodes.lost().isEmpty()) return true;
        boolean mayFollow = outlook.holds().isEmpty() && !isRestored();
        return mayFollow && nodes.count(Standing.PENDING, Standing.CHANGING, Standing.SILENT) > 0;
    }

    private Verdict underWay() {
        int waiting = nodes.count(Standing.PENDING);
        int changing = nodes.count(Standing.CHANGING);
        List<String> silent = nodes.names(Standing.SILENT);
        if (waiting + changing == 0 && !silent.isEmpty()) {
            return Verdict.no(
                    Reasons.AGENTS_MISSING,
                    "The agent has never reported from " + Lists.examples(silent, ", ")
                            + "; see its pod in the operator's namespace." + beside());
        }
        String lost = nodes.lost().isEmpty()
                ? ""
                : " Out of reach before they could tell what they run with: " + Lists.examples(nodes.lost(), ", ")
                        + ".";
        String failed = nodes.failures().isEmpty() ? "" : " " + failed();
        return Verdict.no(
                Reasons.ROLLING_OUT,
                "%s nodes have it, %d are changing, %d wait; RegistryFleet fleet says what for.%s%s"
                        .formatted(nodes.updated(), changing, waiting + silent.size(), lost, failed));
    }

    private String failed() {
        return "%d nodes refused it or went back: %s."
                .formatted(nodes.count(Standing.FAILED), Lists.examples(nodes.failures(), "; "));
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
        int unsupported = nodes.count(Standing.UNSUPPORTED);
        String first = unreachable == 0
                ? ""
                : " Unreachable, and not counted: " + Lists.examples(nodes.names(Standing.UNREACHABLE), ", ") + ".";
        String second = unsupported == 0
                ? ""
                : " Cannot be configured: " + Lists.examples(nodes.names(Standing.UNSUPPORTED), ", ") + ".";
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
                problems.stream().map(problem -> sentence(problem.toString())).toList());
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
