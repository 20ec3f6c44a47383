package dev.registrymirror.registries.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.HostAddress.Unusable;
import dev.registrymirror.registries.containerd.HostAddress.Usable;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
 * characters. System properties: {@code containerd.count} files (2,000), {@code address.count} addresses (20,000), {@code
 * containerd.seed}.
 */
class ContainerdIT {
    private static final int COUNT = Integer.getInteger("containerd.count", 2_000);
    private static final int ADDRESSES = Integer.getInteger("address.count", 20_000);
    private static final long SEED = Long.getLong("containerd.seed", 4);

    @TempDir
    static Path folder;

    private static TlsFiles tlsFiles;

    @BeforeAll
    static void makeTlsFiles() throws IOException {
        TlsFiles.in(
                Files.createDirectory(folder.resolve("agent")),
                "server-ca",
                "client-rke2-controller",
                "client-k3s-controller");
        tlsFiles = TlsFiles.in(folder, "ca-a", "ca-b", "client-a", "client-b");
    }

    @Test
    void textsAreThoseOfRke2() {
        RandomNodes nodes = new RandomNodes(SEED, tlsFiles, folder);
        int files = 0;
        int logins = 0;
        int byChance = 0;
        for (int i = 0; i < COUNT; i++) {
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
        System.out.printf(
                "texts: %d registries.yaml, %d hosts.toml, %d with logins, %d by chance; seed %d%n",
                COUNT, files, logins, byChance, SEED);
        assertThat(List.of(files, logins, byChance)).allMatch(count -> count > COUNT / 100);
    }

    @Test
    void containerdSeesWhatTheEntriesSay() {
        RandomNodes nodes = new RandomNodes(SEED + 1, tlsFiles, folder);
        Counts counts = new Counts();
        for (int i = 0; i < COUNT; i++) {
            Registries registries = nodes.registries();
            NodeOptions options = nodes.options();
            if (ContainerdFiles.of(registries, options) instanceof Rendered rendered) {
                Map<String, String> files = new HashMap<>();
                rendered.files().forEach((path, text) -> {
                    if (!path.equals(ContainerdFiles.AUTH_FILE)) {
                        files.put(path.substring(ContainerdFiles.CERTS_FOLDER.length() + 1), text.reveal());
                    }
                });
                String about = "case %d: %s, %s".formatted(i, registries, options);
                HostEntries.of(registries, options)
                        .entries()
                        .forEach((name, entry) -> compare(about, name, entry, files, counts));
            } else {
                counts.unrenderable++;
            }
        }
        System.out.printf("containerd: %d registries.yaml, %s; seed %d%n", COUNT, counts, SEED + 1);
        assertThat(List.of(counts.decoded, counts.failed, counts.undecodable)).allMatch(count -> count > COUNT / 100);
        assertThat(counts.untold).isLessThan(COUNT / 20);
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
        RandomNodes nodes = new RandomNodes(SEED + 2, tlsFiles, folder);
        int usable = 0;
        int formerly = 0;
        for (int i = 0; i < ADDRESSES; i++) {
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
        System.out.printf(
                "addresses: %d, %d of them usable, %d only to former releases; seed %d%n",
                ADDRESSES, usable, formerly, SEED + 2);
        assertThat(usable).isBetween(ADDRESSES / 5, ADDRESSES * 4 / 5);
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
            return "hosts.toml: %d read, %d with TLS files that are missing, %d undecodable, %d untold; %d trees unrenderable"
                    .formatted(decoded, failed, undecodable, untold, unrenderable);
        }
    }
}
