package dev.registrymirror.fuzz;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.check.ManifestCheck;
import dev.registrymirror.mirrors.check.ObjectFinding;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.Refusals;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reads manifests, checks them, and renders nodes from them: one without labels, and one that each of the first RegistryMirrors selects. Where
 * a node gets nothing, the check has said something.
 */
final class Composing {
    private static final int MIRRORS = 3;

    private Composing() {}

    static void of(byte[] input) {
        ManifestReader reader = new ManifestReader(ManifestReader.DEFAULT_NAMESPACE);
        reader.read("manifests", input);
        Manifests manifests = reader.manifests();
        Renderer renderer = new Renderer(manifests.mirrors(), manifests.references());
        FuzzedNode node = FuzzedNode.of(input);
        Distribution distribution = node.options().program();
        List<ObjectFinding> findings = ManifestCheck.of(manifests, node.context());
        findings.forEach(Composing::check);
        Stream.concat(
                        Stream.of(Map.<String, String>of()),
                        manifests.mirrors().stream().limit(MIRRORS).map(Composing::labels))
                .forEach(labels -> check(renderer.render(labels, distribution), distribution, findings));
    }

    private static Map<String, String> labels(RegistryMirror mirror) {
        var selector = mirror.getSpec().nodeSelector();
        return selector == null ? Map.of() : selector.matchLabels();
    }

    private static void check(ObjectFinding found) {
        Promise.holds(
                (found.place() != null || found.path().isEmpty())
                        && !found.message().isBlank()
                        && !found.remedy().isBlank(),
                () -> "this is no finding: " + found);
    }

    private static void check(Rendering rendering, Distribution distribution, List<ObjectFinding> findings) {
        switch (rendering) {
            case Rendering.Files(var _, var files) -> {
                byte[] file = Objects.requireNonNull(files.get(distribution.registriesFile()))
                        .reveal();
                Promise.holds(
                        RegistriesReader.read(file) instanceof Read(Registries registries, var _)
                                && isTaken(registries),
                        () -> "a node would get a file that is refused");
            }
            case Rendering.Held(List<String> mirrors, List<String> problems) ->
                Promise.holds(
                        !mirrors.isEmpty() && !problems.isEmpty() && !findings.isEmpty(),
                        () -> "a node gets nothing, and nobody knows why: " + problems);
            case Rendering.Nothing _ -> {}
        }
    }

    /** Several RegistryMirrors may have more entries together than each of them may have. */
    private static boolean isTaken(Registries registries) {
        return Refusals.of(registries).stream().allMatch(refusal -> refusal.code() == RefusalCode.TooMany);
    }
}
