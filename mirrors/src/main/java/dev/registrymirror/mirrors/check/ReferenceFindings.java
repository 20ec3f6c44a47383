package dev.registrymirror.mirrors.check;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.mirrors.manifest.ManifestCode;
import dev.registrymirror.mirrors.manifest.Namespace;
import dev.registrymirror.mirrors.resolve.SpecPaths;
import dev.registrymirror.registries.findings.Severity;
import dev.registrymirror.registries.findings.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Secrets and ConfigMaps that are in none of the files. The cluster may have them, as credentials seldom stand in a repository: that is a
 * note, once for each, and a warning only where the files show that something is wrong.
 */
final class ReferenceFindings {
    private final Candidate candidate;
    private final Namespace namespace;
    private final Set<String> told = new HashSet<>();
    private final List<ObjectFinding> found = new ArrayList<>();

    private ReferenceFindings(Candidate candidate, Namespace namespace) {
        this.candidate = candidate;
        this.namespace = namespace;
    }

    static List<ObjectFinding> of(Candidate candidate, Namespace namespace) {
        var findings = new ReferenceFindings(candidate, namespace);
        candidate.mirror().getSpec().configs().forEach(findings::config);
        return findings.found;
    }

    private void config(ConfigEntry config) {
        String path = SpecPaths.config(config.host());
        if (config.auth() != null) {
            reference(
                    path + ".auth.secretRef",
                    "Secret",
                    config.auth().secretRef().name());
        }
        TlsSource tls = config.tls();
        if (tls == null) return;
        if (tls.caRef() != null) {
            reference(
                    path + ".tls.caRef", tls.caRef().kind().name(), tls.caRef().name());
        }
        if (tls.clientCertRef() != null) {
            reference(path + ".tls.clientCertRef", "Secret", tls.clientCertRef().name());
        }
    }

    private void reference(String field, String kind, String name) {
        boolean there = kind.equals("Secret") ? namespace.secret(name) != null : namespace.configMap(name) != null;
        if (there || namespace.isEncrypted(kind, name) || !told.add(kind + " " + name)) return;
        Optional<String> elsewhere = namespace.elsewhere(kind, name);
        if (elsewhere.isPresent()) {
            tell(
                    Severity.WARNING,
                    field,
                    "%s %s is in the namespace %s, and the operator looks in its own alone, %s"
                            .formatted(kind, name, elsewhere.get(), namespace.name()),
                    "create it there, or tell the operator's namespace if it is another one");
            return;
        }
        tell(
                Severity.NOTE,
                field,
                "%s %s is in none of these files: without it in the namespace %s, the nodes keep what they have"
                        .formatted(kind, name, namespace.name()),
                Spelling.nearest(name, namespace.names(kind))
                        .map("did you mean %s?"::formatted)
                        .orElse("nothing, if the cluster has it; with its file beside this one it is looked at, too"));
    }

    private void tell(Severity severity, String field, String message, String remedy) {
        found.add(candidate.finding(severity, ManifestCode.ReferenceNotFound.name(), field, message, remedy));
    }
}
