package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.resolve.References;
import java.util.List;

/**
 * What manifests hold.
 *
 * @param mirrors the RegistryMirrors, in the order of the texts; without those that have a problem
 * @param references the Secrets and ConfigMaps of the operator's namespace
 * @param passedOver what else is there and was not looked at, in a few words each
 * @param problems everything that the API server would refuse, in the order of the texts
 */
public record Manifests(
        List<RegistryMirror> mirrors, References references, List<String> passedOver, List<ManifestProblem> problems) {
    /** Copies the lists. */
    public Manifests {
        mirrors = List.copyOf(mirrors);
        passedOver = List.copyOf(passedOver);
        problems = List.copyOf(problems);
    }
}
