package dev.registrymirror.registries.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.RandomRegistries;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Composition.Conflicting;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComposerTest {
    private static final Mirror A = Mirror.of(List.of("https://a.example"), Map.of());
    private static final Mirror B = Mirror.of(List.of("https://b.example"), Map.of());

    @Test
    void unitesDifferentRegistriesAndHosts() {
        assertThat(compose(
                        contribution("one", 0, Map.of("docker.io", A), Map.of("a.example", login("p"))),
                        contribution("two", 5, Map.of("quay.io", B), Map.of("b.example", login("q")))))
                .isEqualTo(new Composed(
                        Registries.of(
                                Map.of("docker.io", A, "quay.io", B),
                                Map.of(
                                        "a.example", new HostConfig(auth("p"), null),
                                        "b.example", new HostConfig(auth("q"), null))),
                        List.of()));
    }

    @Test
    void letsTheHigherPriorityWin() {
        Composition expected = new Composed(Registries.of(Map.of("docker.io", B), Map.of()), List.of());
        assertThat(compose(mirror("one", 0, A), mirror("two", 1, B))).isEqualTo(expected);
        assertThat(compose(mirror("one", 1, B), mirror("two", 0, A))).isEqualTo(expected);
        assertThat(compose(mirror("one", Integer.MIN_VALUE, A), mirror("two", Integer.MIN_VALUE + 1, B)))
                .isEqualTo(expected);
    }

    @Test
    void aConflictBelowAHigherPriorityIsNone() {
        assertThat(compose(mirror("one", 0, A), mirror("two", 0, B), mirror("three", 1, B)))
                .isInstanceOf(Composed.class);
    }

    @Test
    void equalContentOfEqualPriorityIsNoConflict() {
        assertThat(compose(mirror("one", Integer.MIN_VALUE, A), mirror("two", Integer.MIN_VALUE, A)))
                .isInstanceOf(Composed.class);
    }

    @Test
    void saysWhoDiffersAboutWhatAndWhatToDo() {
        Composition composition = compose(mirror("zeta", 7, A), mirror("beta", 7, B), mirror("alpha", 7, A));
        assertThat(composition)
                .isInstanceOfSatisfying(
                        Conflicting.class,
                        conflicting -> assertThat(conflicting.conflicts())
                                .singleElement()
                                .satisfies(conflict -> {
                                    assertThat(conflict.kind()).isEqualTo(Conflict.Kind.MIRROR);
                                    assertThat(conflict.subject()).isEqualTo("docker.io");
                                    assertThat(conflict.contributions()).containsExactly("alpha", "beta", "zeta");
                                    assertThat(conflict.priority()).isEqualTo(7);
                                    assertThat(conflict.field()).isEqualTo("mirrors[docker.io].endpoints");
                                    assertThat(conflict.message())
                                            .isEqualTo(
                                                    "alpha and beta both configure docker.io with priority 7, and differ in"
                                                            + " mirrors[docker.io].endpoints");
                                    assertThat(conflict.remedy()).contains("priority");
                                }));
    }

    @Test
    void namesTheFieldThatDiffersAndNeverItsValue() {
        Auth auth = new Auth("u", Secret.of("hunter1"), Secret.of("hunter2"), Secret.of("hunter3"));
        TlsMaterial tls = new TlsMaterial(pem("ca"), pem("cert"), pem("hunter4"), false);
        HostAccess base = new HostAccess(auth, tls);
        Map<String, HostAccess> others = new TreeMap<>(Map.of(
                "auth", new HostAccess(null, tls),
                "auth.username", new HostAccess(new Auth("v", auth.password(), auth.auth(), auth.identityToken()), tls),
                "auth.password",
                        new HostAccess(new Auth("u", Secret.of("hunter5"), auth.auth(), auth.identityToken()), tls),
                "auth.auth",
                        new HostAccess(new Auth("u", auth.password(), Secret.of("hunter6"), auth.identityToken()), tls),
                "auth.identityToken", new HostAccess(new Auth("u", auth.password(), auth.auth(), null), tls),
                "tls", new HostAccess(auth, null),
                "tls.ca",
                        new HostAccess(
                                auth, new TlsMaterial(new Material.OnNode("/ca"), tls.certificate(), tls.key(), false)),
                "tls.clientCert",
                        new HostAccess(auth, new TlsMaterial(tls.ca(), tls.certificate(), pem("hunter7"), false)),
                "tls.insecureSkipVerify",
                        new HostAccess(auth, new TlsMaterial(tls.ca(), tls.certificate(), tls.key(), true))));
        others.forEach((field, other) -> {
            Composition composition = compose(
                    contribution("one", 0, Map.of(), Map.of("h", base)),
                    contribution("two", 0, Map.of(), Map.of("h", other)));
            assertThat(composition).isInstanceOfSatisfying(Conflicting.class, conflicting -> {
                assertThat(conflicting.conflicts())
                        .singleElement()
                        .extracting(Conflict::field)
                        .isEqualTo("configs[h]." + field);
                assertThat(conflicting.toString()).doesNotContain("hunter");
            });
        });
        assertThat(Composer.compose(
                        List.of(mirror("one", 0, A), mirror("two", 0, Mirror.of(A.endpoints(), Map.of("a", "b")))),
                        Distribution.RKE2))
                .isInstanceOfSatisfying(
                        Conflicting.class,
                        conflicting -> assertThat(conflicting.conflicts())
                                .extracting(Conflict::field)
                                .containsExactly("mirrors[docker.io].rewrites"));
    }

    @Test
    void turnsMaterialIntoFilesNamedByContentEachOnce() {
        HostAccess one = new HostAccess(null, new TlsMaterial(pem("ca"), pem("cert"), pem("key"), false));
        HostAccess two = new HostAccess(null, new TlsMaterial(pem("ca"), null, null, true));
        HostAccess three =
                new HostAccess(null, new TlsMaterial(new Material.OnNode("/etc/ssl/ca.pem"), null, null, false));
        Contribution contribution = contribution("one", 0, Map.of(), Map.of("a", one, "b", two, "c", three));
        Composed composed = (Composed) Composer.compose(List.of(contribution), Distribution.K3S);
        assertThat(composed.files())
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()));
        String ca =
                "/etc/rancher/k3s/registry-mirror/6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126.pem";
        assertThat(NodeFile.of(bytes("ca")).path(Distribution.K3S)).isEqualTo(ca);
        assertThat(composed.registries().configs().get("b"))
                .isEqualTo(new HostConfig(null, new Tls(ca, null, null, true)));
        assertThat(composed.registries().configs().get("c"))
                .isEqualTo(new HostConfig(null, new Tls("/etc/ssl/ca.pem", null, null, false)));
    }

    @Test
    void keepsEntriesThatSayNothing() {
        assertThat(compose(contribution(
                        "one", 0, Map.of("docker.io", Mirror.EMPTY), Map.of("h", new HostAccess(null, null)))))
                .isEqualTo(new Composed(
                        Registries.of(Map.of("docker.io", Mirror.EMPTY), Map.of("h", HostConfig.EMPTY)), List.of()));
    }

    @Test
    void nothingComposesToNothing() {
        assertThat(compose()).isEqualTo(new Composed(Registries.EMPTY, List.of()));
    }

    @Test
    void doesNotDependOnTheOrderOfContributions() {
        Random random = new Random(11);
        RandomRegistries registries = new RandomRegistries(12);
        int composed = 0;
        int conflicting = 0;
        for (int i = 0; i < 3_000; i++) {
            List<Contribution> contributions = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                Registries source = registries.next();
                Map<String, Mirror> mirrors = new TreeMap<>();
                Map<String, HostAccess> configs = new TreeMap<>();
                source.mirrors()
                        .values()
                        .forEach(mirror -> mirrors.put("m" + random.nextInt(6), random.nextBoolean() ? mirror : A));
                source.configs().values().forEach(config -> configs.put("h" + random.nextInt(6), access(config)));
                contributions.add(contribution("c" + n, random.nextInt(3), mirrors, configs));
            }
            Composition first = Composer.compose(contributions, Distribution.RKE2);
            Collections.shuffle(contributions, random);
            assertThat(Composer.compose(contributions, Distribution.RKE2)).isEqualTo(first);
            switch (first) {
                case Composed _ -> composed++;
                case Conflicting _ -> conflicting++;
            }
        }
        assertThat(composed).isGreaterThan(300);
        assertThat(conflicting).isGreaterThan(300);
    }

    private static HostAccess access(HostConfig config) {
        Tls tls = config.tls();
        return new HostAccess(
                config.auth(),
                tls == null
                        ? null
                        : new TlsMaterial(
                                pem(tls.caFile()), pem(tls.certFile()), pem(tls.keyFile()), tls.insecureSkipVerify()));
    }

    private static Composition compose(Contribution... contributions) {
        return Composer.compose(List.of(contributions), Distribution.RKE2);
    }

    private static Contribution mirror(String name, int priority, Mirror mirror) {
        return contribution(name, priority, Map.of("docker.io", mirror), Map.of());
    }

    private static Contribution contribution(
            String name, int priority, Map<String, Mirror> mirrors, Map<String, HostAccess> configs) {
        return new Contribution(name, priority, Utf8Order.copyOf(mirrors), Utf8Order.copyOf(configs));
    }

    private static HostAccess login(String password) {
        return new HostAccess(auth(password), null);
    }

    private static Auth auth(String password) {
        return new Auth("u", Secret.of(password), null, null);
    }

    private static @Nullable Material pem(@Nullable String text) {
        return text == null ? null : new Material.Content(bytes(text));
    }

    private static Secret<byte[]> bytes(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
