package dev.registrymirror.mirrors.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.mirrors.adopt.Adoption.Adopted;
import dev.registrymirror.mirrors.adopt.Adoption.Refused;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.testbed.Proof;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a file to manifests, their text, and back: a node means the same as before. */
class RoundTripTest {
    private static final Map<String, String> LABELS = Map.of("pool", "1");
    private static final Map<String, Secret<byte[]>> FILES = RandomNode.files();

    @Test
    void whatIsImportedComposesBackToTheSameMeaning() {
        Proof proof = Proof.of("import, manifests and composing against the file itself", 10_000);
        RandomNode random = new RandomNode(proof.seed());
        int done = 0;
        int refused = 0;
        for (int i = 0; done < proof.inputs(); i++) {
            boolean withFiles = i % 2 == 0;
            Registries registries = random.next();
            switch (Adopter.adopt(registries, options(withFiles))) {
                case Adopted adopted -> {
                    check(registries, adopted, withFiles);
                    done++;
                }
                case Refused(var problems) -> {
                    assertThat(problems).isNotEmpty().noneMatch(problem -> problem.contains(RandomNode.CREDENTIAL));
                    refused++;
                }
            }
        }
        proof.report("%,d mean the same again; %,d more files that no RegistryMirror can say".formatted(done, refused));
        assertThat(refused).isBetween(1, 3 * done);
    }

    private static AdoptionOptions options(boolean withFiles) {
        return new AdoptionOptions(
                "corp",
                "registry-mirror-system",
                LABELS,
                withFiles ? path -> Optional.ofNullable(FILES.get(path)) : null);
    }

    private static void check(Registries registries, Adopted adopted, boolean withFiles) {
        String open = adopted.openManifests();
        assertThat(open).doesNotContain(RandomNode.CREDENTIAL).doesNotContain("PRIVATE KEY");
        Manifests manifests = read(adopted.secretManifests().map(Secret::reveal).orElse(""), open);
        assertThat(manifests.problems()).isEmpty();
        assertThat(manifests.mirrors()).hasSize(1);
        Renderer renderer = new Renderer(manifests.mirrors(), manifests.references());

        assertThat(renderer.render(Map.of(), Distribution.K3S)).isInstanceOf(Rendering.Nothing.class);
        assertThat(renderer.render(LABELS, Distribution.K3S)).isInstanceOfSatisfying(Rendering.Files.class, files -> {
            byte[] yaml = Objects.requireNonNull(files.files().get("/etc/rancher/k3s/registries.yaml"))
                    .reveal();
            assertThat(RegistriesReader.read(yaml)).isEqualTo(new Read(withFiles ? moved(registries) : registries));
            if (withFiles) {
                paths(registries)
                        .forEach(path -> assertThat(files.files())
                                .containsEntry(
                                        Objects.requireNonNull(moved(path)), Objects.requireNonNull(FILES.get(path))));
            }
        });
    }

    private static Manifests read(String... texts) {
        ManifestReader reader = new ManifestReader("registry-mirror-system");
        for (String text : texts) reader.read("manifests", text.getBytes(StandardCharsets.UTF_8));
        return reader.manifests();
    }

    private static Stream<String> paths(Registries registries) {
        return registries.configs().values().stream()
                .map(HostConfig::tls)
                .filter(Objects::nonNull)
                .flatMap(tls -> Stream.of(
                                Optional.ofNullable(tls.caFile()),
                                Optional.ofNullable(tls.certFile()),
                                Optional.ofNullable(tls.keyFile()))
                        .flatMap(Optional::stream));
    }

    /** The same with certificates where nodes get them. */
    private static Registries moved(Registries registries) {
        Map<String, HostConfig> configs = new HashMap<>();
        registries
                .configs()
                .forEach((host, config) -> configs.put(host, new HostConfig(config.auth(), moved(config.tls()))));
        return Registries.of(registries.mirrors(), configs);
    }

    private static @Nullable Tls moved(@Nullable Tls tls) {
        return tls == null
                ? null
                : new Tls(moved(tls.caFile()), moved(tls.certFile()), moved(tls.keyFile()), tls.insecureSkipVerify());
    }

    private static @Nullable String moved(@Nullable String path) {
        return path == null
                ? null
                : NodeFile.of(Objects.requireNonNull(FILES.get(path))).path(Distribution.K3S);
    }

    @Test
    void anEmptyFileIsRefusedSinceARegistryMirrorMustSaySomething() {
        assertThat(Adopter.adopt(Registries.EMPTY, options(false)))
                .isEqualTo(new Refused(List.of(
                        "mirrors: the file has neither mirrors nor configs, and a RegistryMirror must have one of them; leave these"
                                + " nodes without a RegistryMirror")));
    }
}
