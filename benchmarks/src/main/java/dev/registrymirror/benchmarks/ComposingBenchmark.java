package dev.registrymirror.benchmarks;

import dev.registrymirror.api.v1alpha1.AuthSource;
import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.api.v1alpha1.SecretReference;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.registries.compose.Distribution;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Composing what each node of a cluster gets from fifty RegistryMirrors with logins, by the code that operator and tool share. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ComposingBenchmark {
    private static final int MIRRORS = 50;
    private static final String YES = "yes";

    @Param({"250", "500", "1000", "2000"})
    public int nodes;

    /** Into how many kinds nodes fall, each with other RegistryMirrors; as many as nodes is the worst that can be. */
    @Param({"20", "2000"})
    public int kinds;

    private final List<RegistryMirror> mirrors = new ArrayList<>();
    private final List<Map<String, String>> labels = new ArrayList<>();

    private final References references = new References() {
        private final Secret login = new SecretBuilder()
                .withType("kubernetes.io/basic-auth")
                .withData(Map.of("username", base64("puller"), "password", base64("secret")))
                .build();

        @Override
        public Secret secret(String name) {
            return login;
        }

        @Override
        public @Nullable ConfigMap configMap(String name) {
            return null;
        }
    };

    /** The RegistryMirror i selects the nodes whose kind has the bit i modulo 11; each has ten registries of its own. */
    @Setup
    public void write() {
        for (int i = 0; i < MIRRORS; i++) mirrors.add(mirror(i));
        for (int i = 0; i < nodes; i++) {
            Map<String, String> of = new HashMap<>();
            for (int bit = 0; bit < 11; bit++) {
                if ((i % kinds >> bit & 1) == 1) of.put("bit-" + bit, YES);
            }
            labels.add(of);
        }
    }

    /** From the objects to every node's files. */
    @Benchmark
    public List<Rendering> compose() {
        var renderer = new Renderer(mirrors, references);
        List<Rendering> rendered = new ArrayList<>();
        labels.forEach(of -> rendered.add(renderer.render(of, Distribution.RKE2)));
        return rendered;
    }

    private static RegistryMirror mirror(int number) {
        List<MirrorEntry> entries = new ArrayList<>();
        List<ConfigEntry> configs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            String host = "cache-%d-%d.corp:5000".formatted(number, i);
            entries.add(new MirrorEntry(
                    "registry-%d-%d.example.com".formatted(number, i),
                    List.of("https://" + host),
                    List.of(new RewriteRule("^team/(.*)$", "mirror/$1"))));
            configs.add(new ConfigEntry(host, new AuthSource(new SecretReference("pull")), null));
        }
        var mirror = new RegistryMirror();
        mirror.setMetadata(new ObjectMetaBuilder().withName("mirror-" + number).build());
        mirror.setSpec(new RegistryMirrorSpec(
                new NodeSelector(Map.of("bit-" + number % 11, YES), List.of()), 0, entries, configs));
        return mirror;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
