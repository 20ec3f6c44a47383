package dev.registrymirror.mirrors.check;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.findings.MirrorFindings;
import dev.registrymirror.mirrors.manifest.ManifestObject;
import dev.registrymirror.mirrors.manifest.ManifestProblem;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.resolve.Examination;
import dev.registrymirror.mirrors.resolve.Problem;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.compose.Composer;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Severity;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is worth saying about manifests, all at once: what the API server would refuse, what the operator would, what its condition
 * {@code Plausible} would say, in the same words, and where RegistryMirrors contradict each other. RegistryMirrors are looked at together
 * where their selectors tell that nodes get them together; what is amiss with one alone and right beside another one is not told.
 */
public final class ManifestCheck {
    private static final Place TOP = new Place(1, 1);
    private static final Comparator<ObjectFinding> ORDER = Comparator.comparing(ObjectFinding::severity)
            .thenComparing(found -> Optional.ofNullable(found.place()).orElse(TOP), Place.ORDER);

    private final Manifests manifests;
    private final CheckContext context;
    private final Distribution distribution;
    private final List<Candidate> candidates;
    private final Set<ObjectFinding> found = new LinkedHashSet<>();

    private ManifestCheck(Manifests manifests, CheckContext context) {
        this.manifests = manifests;
        // Nobody has put there what stands for what is not known.
        this.context = context.withFiles(path -> path.equals(Examination.UNKNOWN_PATH)
                ? Optional.empty()
                : context.files().apply(path));
        this.distribution = context.options().program();
        this.candidates = manifests.read().stream()
                .map(manifest -> Candidate.of(manifest, manifests.references()))
                .toList();
    }

    /**
     * Checks them.
     *
     * @param manifests what has been read of them
     * @param context what is known about the nodes; of their files those that a spec names by their paths
     * @return file by file, in each the most important first, then from top to bottom
     */
    public static List<ObjectFinding> of(Manifests manifests, CheckContext context) {
        var check = new ManifestCheck(manifests, context);
        manifests.problems().forEach(check::shape);
        check.node();
        check.foreign();
        check.candidates.forEach(check::alone);
        List<Company> companies = Company.of(check.candidates, check.context);
        check.candidates.forEach(candidate -> check.together(candidate, companies));
        check.found.addAll(Contradictions.of(check.candidates, companies, check.distribution));
        check.found.addAll(Oversize.of(companies));
        List<String> sources = List.copyOf(manifests.sources().keySet());
        return check.found.stream()
                .sorted(Comparator.comparingInt((ObjectFinding found) -> sources.indexOf(found.source()))
                        .thenComparing(ORDER))
                .toList();
    }

    private void shape(ManifestProblem problem) {
        found.add(new ObjectFinding(
                problem.source(),
                problem.object(),
                problem.code().severities().getFirst(),
                problem.code().name(),
                problem.field(),
                problem.place(),
                problem.message(),
                problem.remedy()));
    }

    /** What is true of the node, whatever the files say. */
    private void node() {
        Optional.ofNullable(context.options().release())
                .flatMap(Release::caution)
                .ifPresent(caution -> manifests.sources().forEach((source, content) -> {
                    if (content.mirrors() > 0) {
                        found.add(ofFile(
                                source,
                                Severity.NOTE,
                                FindingCode.UnexaminedRelease,
                                null,
                                caution,
                                "try them on one node first"));
                    }
                }));
    }

    private static ObjectFinding ofFile(
            String source, Severity severity, FindingCode code, @Nullable Place place, String message, String remedy) {
        return new ObjectFinding(source, ManifestObject.NONE, severity, code.name(), "", place, message, remedy);
    }

    /** Files of which nothing is known, where that is all there is: beside RegistryMirrors they are a repository's others. */
    private void foreign() {
        boolean mirrors = manifests.sources().values().stream().anyMatch(content -> content.mirrors() > 0);
        if (mirrors) return;
        manifests.sources().forEach((source, content) -> {
            if (!content.isForeign()) return;
            found.add(ofFile(
                    source,
                    Severity.ERROR,
                    FindingCode.OtherFormat,
                    TOP,
                    "there is no RegistryMirror in it, but %s%s: neither RKE2 nor the operator does anything with that"
                            .formatted(
                                    content.others().getFirst(),
                                    content.others().size() > 1
                                            ? " and " + (content.others().size() - 1) + " more"
                                            : ""),
                    "give a registries.yaml, or the manifest of a RegistryMirror"));
        });
    }

    private void alone(Candidate candidate) {
        Set<String> placeholders = placeholders(candidate);
        Set<String> misspelt = candidate.misspelt();
        candidate
                .problems()
                .filter(problem -> !problem.reason().equals(Reasons.NOT_FOUND))
                .filter(problem -> placeholders.stream()
                        .noneMatch(field -> isWithin(problem.field(), field) || isWithin(field, problem.field())))
                .filter(problem ->
                        !isHalf(problem) || misspelt.stream().noneMatch(field -> isWithin(problem.field(), field)))
                .forEach(problem -> found.add(candidate.finding(
                        Severity.ERROR, problem.code(), problem.field(), problem.message(), problem.remedy())));
        found.addAll(ReferenceFindings.of(candidate, manifests.references()));
    }

    /** Values in which a placeholder was left: that is told, and what else is wrong with them is not. */
    private Set<String> placeholders(Candidate candidate) {
        var composed = (Composed) Composer.compose(List.of(candidate.examined().contribution()), distribution);
        return new MirrorFindings(List.of(candidate.mirror())).placeholders(composed, context);
    }

    /** Whether it is missing something, which may be there under a wrong name. */
    private static boolean isHalf(Problem problem) {
        return problem.code().equals(RefusalCode.HalfIdentity.name());
    }

    private static boolean isWithin(String path, String field) {
        return path.startsWith(field)
                && (path.length() == field.length() || ".[".indexOf(path.charAt(field.length())) >= 0);
    }

    private void together(Candidate candidate, List<Company> companies) {
        String name = candidate.name();
        List<Company> its =
                companies.stream().filter(company -> company.has(candidate)).toList();
        Set<String> told = new HashSet<>();
        for (Company company : its) {
            for (Finding finding : company.findings(name)) {
                boolean everywhere =
                        its.stream().filter(it -> it.isOf(candidate)).anyMatch(own -> own.tells(name, finding));
                boolean cleared = everywhere && its.stream().anyMatch(it -> it.clears(name, finding));
                if (!cleared && told.add(finding.code() + " " + finding.path())) found.add(candidate.finding(finding));
            }
        }
    }
}
