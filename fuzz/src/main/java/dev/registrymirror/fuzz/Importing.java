package dev.registrymirror.fuzz;

import dev.registrymirror.mirrors.adopt.Adopter;
import dev.registrymirror.mirrors.adopt.Adoption;
import dev.registrymirror.mirrors.adopt.Adoption.Adopted;
import dev.registrymirror.mirrors.adopt.Adoption.Refused;
import dev.registrymirror.mirrors.adopt.AdoptionOptions;
import dev.registrymirror.mirrors.adopt.Difference;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a file into manifests. Where that is possible, they give a node the same file again. */
final class Importing {
    private static final Distribution NODE = Distribution.RKE2;

    private Importing() {}

    static void of(byte[] input) {
        if (RegistriesReader.read(input) instanceof Read(Registries registries, var _)) {
            check(registries, adopt(registries, null), true);
            // Certificates that become part of the objects lie elsewhere afterwards.
            check(registries, adopt(registries, Importing::content), false);
        }
    }

    private static Adoption adopt(Registries registries, @Nullable Function<String, Optional<Secret<byte[]>>> files) {
        return Adopter.adopt(
                registries, new AdoptionOptions("corp", ManifestReader.DEFAULT_NAMESPACE, Map.of(), files));
    }

    private static Optional<Secret<byte[]>> content(String path) {
        return path.endsWith("x") ? Optional.empty() : Optional.of(Secret.of(path.getBytes(StandardCharsets.UTF_8)));
    }

    private static void check(Registries registries, Adoption adoption, boolean sameFile) {
        switch (adoption) {
            case Refused(var problems) ->
                Promise.holds(!problems.isEmpty(), () -> "it is refused, and nobody knows why");
            case Adopted adopted -> {
                Registries again = rendered(manifests(adopted));
                Promise.holds(
                        !sameFile || Difference.between(registries, again).isEmpty(),
                        () -> "the manifests mean something else: " + Difference.between(registries, again));
            }
        }
    }

    private static Manifests manifests(Adopted adopted) {
        ManifestReader reader = new ManifestReader(ManifestReader.DEFAULT_NAMESPACE);
        reader.read("manifests", adopted.openManifests().getBytes(StandardCharsets.UTF_8));
        adopted.secretManifests()
                .ifPresent(text -> reader.read("secrets", text.reveal().getBytes(StandardCharsets.UTF_8)));
        Manifests manifests = reader.manifests();
        Promise.holds(
                manifests.problems().isEmpty() && manifests.mirrors().size() == 1,
                () -> "the manifests are not read: " + manifests.problems());
        return manifests;
    }

    private static Registries rendered(Manifests manifests) {
        Rendering rendering = new Renderer(manifests.mirrors(), manifests.references()).render(Map.of(), NODE);
        if (rendering instanceof Rendering.Files(var _, var files)
                && RegistriesReader.read(Objects.requireNonNull(files.get(NODE.registriesFile()))
                                .reveal())
                        instanceof Read(Registries registries, var _)) {
            return registries;
        }
        throw new AssertionError("the manifests give no file: " + rendering);
    }
}
