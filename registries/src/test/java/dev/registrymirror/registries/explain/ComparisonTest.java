package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.registries;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Change.Kind;
import dev.registrymirror.registries.explain.Comparison.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final NodeSetup RKE2 = NodeSetup.of(NodeOptions.defaults(Distribution.RKE2));
    private static final NodeSetup EMBEDDED = NodeSetup.of(NodeOptions.defaults(Distribution.RKE2)
            .withEmbeddedRegistry(NodeOptions.embeddedRegistry(Distribution.RKE2)));
    private static final String MIRROR = "mirrors: {docker.io: {endpoint: [a.example]}}";

    private static Comparison compare(String old, String now, NodeSetup setup) {
        return Comparison.of(registries(old), registries(now), setup);
    }

    @Test
    void findsNothingBetweenTwoSpellings() {
        Comparison comparison =
                compare("mirrors: {q.io: {endpoint: [], rewrite: }}\nconfigs:", "mirrors: {\"q.io\": }", RKE2);
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.registries()).isEmpty();
        assertThat(comparison.effect()).isEqualTo(Effect.NOTHING);
        assertThat(comparison.reasons()).containsExactly("both files mean the same");
    }

    @Test
    void namesEveryFieldThatChanged() {
        String old =
                "mirrors: {a: , b: {endpoint: [x, y], rewrite: {p: q, r: s}}}\nconfigs: {x: {auth: {username: u, password: p},"
                        + " tls: {ca_file: /c}}, y: {auth: {}}}";
        String now =
                "mirrors: {b: {endpoint: [y, x], rewrite: {p: z, t: s}}, c: }\nconfigs: {x: {auth: {username: v, identity_token: i},"
                        + " tls: {ca_file: /d, insecure_skip_verify: true}}, y: {tls: {}}}";
        assertThat(compare(old, now, RKE2).changes())
                .containsExactly(
                        new Change("mirrors[\"a\"]", Kind.REMOVED, null, null),
                        new Change("mirrors[\"b\"].endpoint", Kind.CHANGED, "x, y", "y, x"),
                        new Change("mirrors[\"b\"].rewrite[\"p\"]", Kind.CHANGED, "q", "z"),
                        new Change("mirrors[\"b\"].rewrite[\"r\"]", Kind.REMOVED, "s", null),
                        new Change("mirrors[\"b\"].rewrite[\"t\"]", Kind.ADDED, null, "s"),
                        new Change("mirrors[\"c\"]", Kind.ADDED, null, null),
                        new Change("configs[\"x\"].auth.username", Kind.CHANGED, "u", "v"),
                        new Change("configs[\"x\"].auth.password", Kind.REMOVED, null, null),
                        new Change("configs[\"x\"].auth.identity_token", Kind.ADDED, null, null),
                        new Change("configs[\"x\"].tls.ca_file", Kind.CHANGED, "/c", "/d"),
                        new Change("configs[\"x\"].tls.insecure_skip_verify", Kind.CHANGED, "false", "true"),
                        new Change("configs[\"y\"].auth", Kind.REMOVED, null, null),
                        new Change("configs[\"y\"].tls", Kind.ADDED, null, null));
    }

    @Test
    void tellsNoSecret() {
        String file = "configs: {x: {auth: {username: u, password: %s, auth: %s, identity_token: %s}}}";
        Comparison comparison = compare(
                file.formatted("s3cret1", "s3cret2", "s3cret3"), file.formatted("s3cret4", "s3cret5", "s3cret6"), RKE2);
        assertThat(comparison.changes()).hasSize(3);
        assertThat(comparison.toString()).doesNotContain("s3cret");
        assertThat(comparison.effect()).isEqualTo(Effect.RESTART);
        assertThat(comparison.reasons())
                .singleElement()
                .asString()
                .startsWith("configs[\"x\"].auth changes: logins stand in config.toml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirrors: {q.io: {endpoint: [b.example]}} | mirrors: {q.io: {endpoint: [c.example]}} | CERTS_D",
                "mirrors: {q.io: {endpoint: [b.example]}} | mirrors: {q.io: {endpoint: [b.example], rewrite: {a: b}}} | CERTS_D",
                "configs: {q.io: {tls: {ca_file: /a}}} | configs: {q.io: {tls: {ca_file: /b}}} | CERTS_D",
                "mirrors: {q.io: {endpoint: [b.example]}} | {} | CERTS_D",
                "mirrors: {q.io: } | {} | NOTHING",
                "mirrors: {q.io: {endpoint: [b.example, b.example]}} | mirrors: {q.io: {endpoint: [b.example]}} | NOTHING",
                "mirrors: {q.io: {rewrite: {a: b}}} | mirrors: {q.io: } | NOTHING",
                "configs: {x.io: } | {} | NOTHING",
                "mirrors: {q.io: {endpoint: [b.example]}} | mirrors: {q.io: {endpoint: ['https://b.example/v2']}} | NOTHING",
                "configs: {x.io: {auth: {username: u, password: p}}} | {} | RESTART",
                "configs: {x.io: {auth: {}}} | {} | RESTART",
                "configs: {x.io: {auth: {username: u, password: p}}} | configs: {x.io: {auth: {username: u, password: q}}} | RESTART",
                "mirrors: {'a/../../b': {endpoint: [b.example]}} | {} | RESTART"
            })
    void tellsWhatAChangeTakes(String old, String now, Effect effect) {
        assertThat(compare(old, now, RKE2).effect()).isEqualTo(effect);
        assertThat(compare(now, old, RKE2).effect()).isEqualTo(effect);
        assertThat(compare(old, now, RKE2).reasons()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirrors: {q.io: } | mirrors: {q.io: , x.io: } | RESTART",
                "mirrors: {q.io: } | {} | RESTART",
                "mirrors: {q.io: } | mirrors: {q.io: , 'localhost:5000': {endpoint: [b.example]}} | CERTS_D",
                "mirrors: {q.io: } | mirrors: {q.io: {endpoint: [b.example], rewrite: {a: b}}} | CERTS_D",
                "mirrors: {q.io: } | mirrors: {q.io: {rewrite: {a: b}}} | NOTHING",
                "configs: {'127.0.0.1:9345': {auth: {username: u}}} | {} | NOTHING"
            })
    void countsTheNamesThatTheEmbeddedRegistryServes(String old, String now, Effect effect) {
        assertThat(compare(old, now, EMBEDDED).effect()).isEqualTo(effect);
    }

    @Test
    void restartsForATemplateWhateverChanges() {
        assertThat(compare("mirrors: {q.io: }", "", RKE2.withUserTemplate(true)).effect())
                .isEqualTo(Effect.RESTART);
        assertThat(compare(MIRROR, MIRROR, RKE2.withUserTemplate(true)).effect())
                .isEqualTo(Effect.NOTHING);
    }

    @Test
    void restartsForStargzWhenContainerdGetsSomethingElse() {
        assertThat(compare(MIRROR, "", RKE2.withStargz(true)).effect()).isEqualTo(Effect.RESTART);
        assertThat(compare("mirrors: {q.io: }", "", RKE2.withStargz(true)).effect())
                .isEqualTo(Effect.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirrors: {q.io: {endpoint: [b.example]}} | {} | q.io",
                "mirrors: {q.io: } | {} | ''",
                "mirrors: {'*': {endpoint: [b.example]}} | {} | *",
                "mirrors: {'*': {endpoint: [b.example]}, q.io: {endpoint: [c.example]}} | mirrors: {q.io: {endpoint: [c.example]}} | *",
                "mirrors: {'*': {endpoint: [b.example]}, q.io: } | mirrors: {q.io: } | q.io,*",
                "configs: {registry-1.docker.io: {tls: {ca_file: /a}}} | {} | registry-1.docker.io",
                "mirrors: {docker.io: {endpoint: [b.io]}}~configs: {b.io: {auth: {username: u}}} | mirrors: {docker.io: {endpoint: [b.io]}} | b.io,docker.io",
                "mirrors: {q.io_5000_: {endpoint: [b.example]}} | {} | 'q.io:5000'",
                "mirrors: {q.io/a: {endpoint: [b.example]}, '*': {endpoint: [b.example]}} | mirrors: {'*': {endpoint: [b.example]}} | q.io",
                "mirrors: {docker: {endpoint: [b.example]}} | {} | ''",
                "mirrors: {q.io: {endpoint: [b.example]}} | mirrors: {q.io: {endpoint: ['https://b.example/']}} | ''"
            })
    void namesTheRegistriesWhosePullsGoAnotherWay(String old, String now, String registries) {
        assertThat(String.join(",", compare(old.replace('~', '\n'), now, RKE2).registries()))
                .isEqualTo(registries);
    }

    @Test
    void namesTheFilesThatChange() {
        Comparison comparison = compare(
                "mirrors: {q.io: {endpoint: [b.example]}, x.io: {endpoint: [b.example]}, y.io: {endpoint: [b.example]}}",
                "mirrors: {q.io: {endpoint: [c.example]}, y.io: {endpoint: [b.example]}, z.io: {endpoint: [b.example]}}\n"
                        + "configs: {z.io: {auth: {username: u}}}",
                RKE2);
        assertThat(comparison.files())
                .containsExactly(
                        new FileChange("auth.toml", Kind.ADDED),
                        new FileChange("certs.d/q.io/hosts.toml", Kind.CHANGED),
                        new FileChange("certs.d/x.io/hosts.toml", Kind.REMOVED),
                        new FileChange("certs.d/z.io/hosts.toml", Kind.ADDED));
    }

    @Test
    void tellsNoPasswordOfAnEndpointButThatItIsAnother() {
        Comparison comparison = compare(
                "mirrors: {q.io: {endpoint: ['https://me:s3cret1@b.example']}}",
                "mirrors: {q.io: {endpoint: ['https://me:s3cret2@b.example']}}",
                RKE2);
        assertThat(comparison.changes())
                .containsExactly(new Change(
                        "mirrors[\"q.io\"].endpoint", Kind.CHANGED, "https://***@b.example", "https://***@b.example"));
        assertThat(comparison.toString()).doesNotContain("s3cret");
    }

    @Test
    void tellsWhyTheProgramDoesNotStartWithTheNewFile() {
        assertThat(compare("", "mirrors: {'..': {endpoint: [b.example]}}", RKE2).problems())
                .containsExactly(new Problem.LeavesFolder(".."));
        assertThat(compare("mirrors: {'..': {endpoint: [b.example]}}", "", RKE2).problems())
                .isEmpty();
    }
}
