package dev.registrymirror.fuzz;

import dev.registrymirror.mirrors.adopt.Adopter;
import dev.registrymirror.mirrors.adopt.AdoptionOptions;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Comparison;
import dev.registrymirror.registries.explain.Explanation;
import dev.registrymirror.registries.explain.ImageName;
import dev.registrymirror.registries.explain.NodeSetup;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Findings;
import dev.registrymirror.registries.model.Registries;
import java.time.Instant;
import java.util.Map;

/** What the tool does with a file, once, and what it may allocate for one of any size. */
enum Operation {
    READ(128),
    WRITE(128),
    CHECK(1024),
    RENDER(384),
    EXPLAIN(768),
    COMPARE(768),
    IMPORT(256),
    COMPOSE(1024);

    private static final NodeOptions NODE = NodeOptions.defaults(Distribution.RKE2);

    private final long mebibytes;

    Operation(long mebibytes) {
        this.mebibytes = mebibytes;
    }

    long maxBytes() {
        return mebibytes << 20;
    }

    void of(byte[] file) {
        if (this == COMPOSE) {
            compose(file);
            return;
        }
        ReadResult result = RegistriesReader.readWithNotes(file);
        Registries registries = result instanceof Read(Registries meaning, var _) ? meaning : Registries.EMPTY;
        switch (this) {
            case READ, COMPOSE -> {}
            case WRITE -> RegistriesWriter.write(registries);
            case CHECK -> Findings.of(file, CheckContext.of(NODE, Instant.parse("2026-11-24T12:00:00Z")));
            case RENDER -> ContainerdFiles.of(registries, NODE);
            case EXPLAIN -> {
                ImageName image = new ImageName("docker.io", "library/busybox", "latest", null);
                Explanation.of(image, registries, NODE);
            }
            case COMPARE -> Comparison.of(Registries.EMPTY, registries, NodeSetup.of(NODE));
            case IMPORT ->
                Adopter.adopt(
                        registries, new AdoptionOptions("corp", ManifestReader.DEFAULT_NAMESPACE, Map.of(), null));
        }
    }

    private static void compose(byte[] manifests) {
        ManifestReader reader = new ManifestReader(ManifestReader.DEFAULT_NAMESPACE);
        reader.read("manifests", manifests);
        Manifests read = reader.manifests();
        new Renderer(read.mirrors(), read.references()).render(Map.of(), Distribution.RKE2);
    }
}
