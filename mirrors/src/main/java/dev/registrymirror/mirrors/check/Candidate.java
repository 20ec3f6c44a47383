package dev.registrymirror.mirrors.check;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.manifest.ManifestCode;
import dev.registrymirror.mirrors.manifest.ManifestProblem;
import dev.registrymirror.mirrors.manifest.MirrorManifest;
import dev.registrymirror.mirrors.resolve.Examination;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.mirrors.resolve.Problem;
import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.Severity;
import dev.registrymirror.registries.model.FieldPath;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A RegistryMirror of the manifests, and all that can be told of it alone.
 *
 * @param manifest where it stands
 * @param examined what it would contribute, and what keeps it from that
 * @param selection the nodes that get it
 */
record Candidate(MirrorManifest manifest, Examination examined, Selection selection) {
    static Candidate of(MirrorManifest manifest, References references) {
        return new Candidate(
                manifest, MirrorResolver.examine(manifest.mirror(), references), Selection.of(manifest.mirror()));
    }

    String name() {
        return manifest.name();
    }

    RegistryMirror mirror() {
        return manifest.mirror();
    }

    /** Everything that keeps it from being used, but for its shape. */
    Stream<Problem> problems() {
        return Stream.concat(examined.invalid().stream(), examined.unusable().stream());
    }

    /** Whether it is as the API server and the operator take it, but for what it refers to. */
    boolean isValid() {
        return manifest.problems().isEmpty() && examined.invalid().isEmpty();
    }

    /** What may lack a field because that is written under another name. */
    Set<String> misspelt() {
        return manifest.problems().stream()
                .filter(Candidate::isStray)
                .map(Candidate::explained)
                .collect(Collectors.toSet());
    }

    /** The fields of which it is told that they cannot work: what only follows from that needs no telling. */
    Set<String> explained() {
        Set<String> fields = new HashSet<>();
        manifest.problems().forEach(problem -> fields.add(explained(problem)));
        // The name of an entry stands for all of it.
        problems().forEach(problem -> fields.add(problem.field().replaceFirst("]\\.(registry|host)$", "]")));
        return fields;
    }

    private static boolean isStray(ManifestProblem problem) {
        return problem.code() == ManifestCode.UnknownField || problem.code() == ManifestCode.MisplacedField;
    }

    /** The field; where that has a wrong name, what lacks one for that reason. */
    private static String explained(ManifestProblem problem) {
        String around = FieldPath.enclosing(problem.field());
        return isStray(problem) && !around.isEmpty() && !around.equals("spec") ? around : problem.field();
    }

    ObjectFinding finding(Finding finding) {
        return finding(finding.severity(), finding.code().name(), finding.path(), finding.message(), finding.remedy());
    }

    ObjectFinding finding(Severity severity, String code, String field, String message, String remedy) {
        return new ObjectFinding(
                manifest.source(), manifest.object(), severity, code, field, manifest.place(field), message, remedy);
    }
}
