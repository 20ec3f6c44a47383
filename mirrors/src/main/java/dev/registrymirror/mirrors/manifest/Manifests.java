package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What manifests hold.
 *
 * @param read the RegistryMirrors, in the order of the texts; also those that have a problem
 * @param references the Secrets and ConfigMaps of the operator's namespace
 * @param passedOver what else is there and was not looked at, in a few words each
 * @param problems everything that the API server would refuse, in the order of the texts
 * @param sources what is in each of the texts, by its name, in their order
 */
public record Manifests(
        List<MirrorManifest> read,
        Namespace references,
        List<String> passedOver,
        List<ManifestProblem> problems,
        Map<String, SourceContent> sources) {
    /** Copies the lists. */
    public Manifests {
        read = List.copyOf(read);
        passedOver = List.copyOf(passedOver);
        problems = List.copyOf(problems);
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** The RegistryMirrors without those that have a problem. */
    public List<RegistryMirror> mirrors() {
        return read.stream()
                .filter(manifest -> manifest.problems().isEmpty())
                .map(MirrorManifest::mirror)
                .toList();
    }
}
