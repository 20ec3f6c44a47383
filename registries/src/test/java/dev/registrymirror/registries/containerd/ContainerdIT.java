package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.HostAddress.Unusable;
import dev.registrymirror.registries.containerd.HostAddress.Usable;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.testbed.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is rendered here against what RKE2's stand-in writes, what the real containerd reads in it, and what Go makes of addresses and
 * characters; {@link Proof} says how many, and others.
 */
class ContainerdIT {
    /** A file is dearer than what other proofs try: RKE2's stand-in writes it to disk. */
    private static final double SHARE = 0.1;

    @TempDir
    static Path folder;

    private static TlsFiles tlsFiles;

    @BeforeAll
    static void makeTlsFiles() throws IOException {
        tlsFiles = TlsFiles.ofNodes(folder);
    }

    @Test
    void textsAreThoseOfRke2() {
        Proof proof = Proof.of("hosts.toml and logins: RKE2's writer", 2_000, SHARE);
        RandomNodes nodes = new RandomNodes(proof.seed(), tlsFiles, folder);
        int files = 0;
        int logins = 0;
        int byChance = 0;
        for (int i = 0; i < proof.inputs(); i++) {
            Registries registries = nodes.registries();
            NodeOptions options = nodes.options();
            Rke2.Written written = Rke2.write(registries, options);
            HostEntries entries = HostEntries.of(registries, options);

            SortedMap<String, String> texts = new TreeMap<>();
            entries.entries().forEach((name, entry) -> texts.put(name, text(entry, options)));
            if (!entries.wildcardByChance().isEmpty()) {
                byChance++;
                Optional<String> wildcard = Optional.ofNullable(written.hosts().remove(HostEntries.WILDCARD_FOLDER));
                assertThat(entries.wildcardByChance().stream().map(entry -> entry.map(e -> text(e, options))))
                        .as("case %d: %s, %s", i, registries, options)
                        .contains(wildcard);
            }
            assertThat(texts).as("case %d: %s, %s", i, registries, options).isEqualTo(written.hosts());
            assertThat(AuthTables.text(registries, options).reveal())
                    .as("case %d: %s, %s", i, registries, options)
                    .isEqualTo(written.auth());
            files += texts.size();
            logins += written.auth().isEmpty() ? 0 : 1;
        }
        proof.report("%,d hosts.toml and %,d with logins the same, %,d with a wildcard by chance"
                .formatted(files, logins, byChance));
        assertThat(List.of(files, logins)).allMatch(count -> count > proof.inputs() / 100);
        assertThat(byChance).isGreaterThan(proof.inputs() / 1_000);
    }

    @Test
    void containerdSeesWhatTheEntriesSay() {
        Proof proof = Proof.of("rendered trees: containerd's own reading", 2_000, SHARE);
        RandomNodes nodes = new RandomNodes(proof.seed() + 1, tlsFiles, folder);
        Counts counts = new Counts();
        for (int i = 0; i < proof.inputs(); i++) {
            Registries registries = nodes.registries();
            NodeOptions options = nodes.options();
            if (ContainerdFiles.of(registries, options) instanceof Rendered rendered) {
                Map<String, String> files = Rke2.certs(rendered);
                String about = "case %d: %s, %s".formatted(i, registries, options);
                HostEntries.of(registries, options)
                        .entries()
                        .forEach((name, entry) -> compare(about, name, entry, files, counts));
            } else {
                counts.unrenderable++;
            }
        }
        proof.report(counts.toString());
        assertThat(List.of(counts.decoded, counts.failed, counts.undecodable))
                .allMatch(count -> count > proof.inputs() / 100);
        assertThat(counts.untold).isLessThan(proof.inputs() / 20);
    }

    private static void compare(String about, String name, HostEntry entry, Map<String, String> files, Counts counts) {
        String registry = name.equals(HostEntries.WILDCARD_FOLDER) ? "elsewhere.example" : name;
        Rke2.Seen seen = Rke2.read(files, registry);
        switch (HostsReading.of(entry)) {
            case HostsReading.Untold _ -> counts.untold++;
            case HostsReading.Undecodable undecodable -> {
                counts.undecodable++;
                assertThat(seen)
                        .as(about)
                        .isInstanceOfSatisfying(
                                Rke2.Seen.Hosts.class,
                                hosts -> assertThat(hosts.undecodable() + hosts.rewritesUndecodable())
                                        .as("%s: %s", undecodable, files)
                                        .isNotEmpty());
            }
            case HostsReading.Decoded decoded -> {
                if (!ContainerdView.tlsFilesAreThere(entry)) {
                    counts.failed++;
                    assertThat(seen).as(about).isInstanceOf(Rke2.Seen.Failed.class);
                    return;
                }
                counts.decoded++;
                assertThat(seen)
                        .as("%s: %s of %s", about, registry, files)
                        .isEqualTo(ContainerdView.of(registry, entry, decoded));
            }
        }
    }

    @Test
    void addressesAreThoseOfGo() {
        Proof proof = Proof.of("addresses of endpoints: Go's net/url", 20_000);
        RandomNodes nodes = new RandomNodes(proof.seed() + 2, tlsFiles, folder);
        int usable = 0;
        int formerly = 0;
        for (int i = 0; i < proof.inputs(); i++) {
            String text = nodes.address();
            String embedded = i % 3 == 0 ? "127.0.0.1:9345" : null;
            Usable theirs = Rke2.normalise(text, embedded);
            switch (HostAddress.of(text, embedded)) {
                case Usable ours -> {
                    usable++;
                    assertThat(ours).as("case %d: %s", i, text).isEqualTo(theirs);
                }
                case Unusable(String reason, Usable before) -> {
                    formerly += before == null ? 0 : 1;
                    assertThat(theirs)
                            .as("case %d: %s, because %s", i, text, reason)
                            .isNull();
                }
            }
        }
        proof.report("%,d read the same, %,d unusable to both, %,d of them usable to former releases"
                .formatted(usable, proof.inputs() - usable, formerly));
        assertThat(usable).isBetween(proof.inputs() / 5, proof.inputs() * 4 / 5);
        assertThat(formerly).isPositive();
    }

    @Test
    void everyCharacterIsQuotedAsByGo() {
        NodeOptions options = NodeOptions.defaults(Distribution.RKE2);
        for (int start = 0; start <= Character.MAX_CODE_POINT; start += 0x400) {
            StringBuilder path = new StringBuilder();
            for (int c = start; c < start + 0x400; c++) {
                path.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 'x' : c);
            }
            HostConfig config = new HostConfig(null, new Tls(path.toString(), null, null, false));
            Registries registries = Registries.of(Map.of(), Map.of("h", config));
            HostEntry entry = HostEntries.of(registries, options).entries().get("h");
            assertThat(entry).isNotNull();
            assertThat(text(entry, options))
                    .as("U+%04X and on", start)
                    .isEqualTo(Rke2.write(registries, options).hosts().get("h"));
        }
    }

    private static String text(@Nullable HostEntry entry, NodeOptions options) {
        return entry == null ? "" : HostsToml.text(entry, options.program()).orElseThrow();
    }

    /** How often each happened. */
    private static final class Counts {
        private int decoded;
        private int failed;
        private int undecodable;
        private int untold;
        private int unrenderable;

        @Override
        public String toString() {
            return "%,d hosts.toml read the same, %,d with missing TLS files, %,d undecodable to both, %,d untold; %,d trees unrenderable"
                    .formatted(decoded, failed, undecodable, untold, unrenderable);
        }
    }
}
