package dev.registrymirror.registries.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.RandomRegistries;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.Refusals;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final CheckContext CONTEXT =
            CheckContext.of(NodeOptions.defaults(Distribution.RKE2), Instant.parse("2026-11-24T12:00:00Z"));

    private static final Set<RefusalCode> CERTAIN = EnumSet.of(
            RefusalCode.InvalidEndpoint,
            RefusalCode.InvalidPattern,
            RefusalCode.InvalidReplacement,
            RefusalCode.HalfIdentity);

    @Test
    void an_error_comes_before_a_warning_and_what_spoils_the_node_before_an_entry() {
        assertThat(codes("""
                mirrors:
                  docker.io:
                    endpoint: [cache.example:5000, "https://cache.example/hub"]
                    rewrite: {"^a/(.*)": "b/$2"}
                configs:
                  "it's.example":
                    auth: {username: u, password: p}
                """)).containsExactly("InvalidName", "RewriteGroupMissing", "SchemeMissing", "EndpointPath");
    }

    @Test
    void a_refusal_keeps_its_code_path_and_words() {
        Registries registries =
                Registries.of(Map.of("..", Mirror.of(List.of("ftp://h"), Map.of("\\d", "\""))), Map.of());
        List<Finding> findings = ofFile(registries);
        assertThat(Refusals.of(registries))
                .hasSize(4)
                .allSatisfy(refusal -> assertThat(findings).anySatisfy(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.code().name()).isEqualTo(refusal.code().name());
                    assertThat(finding.path()).isEqualTo(refusal.path());
                    // What becomes of an endpoint all the same is said behind it.
                    assertThat(finding.message()).startsWith(refusal.message());
                    assertThat(finding.remedy()).isEqualTo(refusal.remedy());
                }));
    }

    @Test
    void fields_are_called_as_whoever_asks_calls_them() {
        Registries registries = Registries.of(
                Map.of("docker.io", Mirror.of(List.of("https://m.example/hub"), Map.of("^a", "b/$1"))), Map.of());
        assertThat(Findings.of(registries, new SpecFields(), CONTEXT))
                .extracting(Finding::path)
                .containsExactly("spec.mirrors[docker.io].rewrites[^a]", "spec.mirrors[docker.io].endpoints[0]");
        assertThat(Findings.of(registries, new SpecFields(), CONTEXT))
                .allSatisfy(finding -> assertThat(finding.place()).isNull());
    }

    @Test
    void keys_in_sentences_are_called_as_whoever_asks_calls_them() {
        Registries registries = Registries.of(
                Map.of(),
                Map.of(
                        "m.example",
                        new HostConfig(new Auth("u", Secret.of("p"), null, null), new Tls(null, null, null, true))));
        assertThat(Findings.of(registries, new SpecFields(), CONTEXT))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy())
                        .contains("caFile", "insecureSkipVerify")
                        .doesNotContain("_"));
    }

    @Test
    void nothing_that_an_object_says_speaks_of_a_file() {
        RandomRegistries registries = new RandomRegistries(5);
        for (int i = 0; i < 2000; i++) {
            assertThat(Findings.of(registries.next(), new SpecFields(), CONTEXT))
                    .allSatisfy(finding -> assertThat(finding.message() + finding.remedy())
                            .doesNotContain(
                                    "this file",
                                    "the file",
                                    "ca_file",
                                    "cert_file",
                                    "key_file",
                                    "insecure_skip",
                                    "identity_"));
        }
    }

    @Test
    void access_for_an_endpoint_that_another_object_has_is_no_mistake() {
        Registries access = Registries.of(
                Map.of(), Map.of("cache", new HostConfig(null, new Tls("/etc/ca.pem", null, null, false))));
        assertThat(Findings.of(access, new SpecFields(), CONTEXT)).isEmpty();
        assertThat(ofFile(access)).extracting(Finding::code).containsExactly(FindingCode.ConfigNeverUsed);
    }

    @Test
    void more_entries_than_the_operator_takes_are_no_error_of_a_file() {
        assertThat(ofFile(many(200)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(FindingCode.TooMany))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.NOTE))
                .satisfies(finding -> assertThat(finding.message()).contains("the operator gives", "RKE2 takes more"));
    }

    @Test
    void whatever_the_model_holds_is_told_in_printable_sentences_without_its_secrets() {
        RandomRegistries random = new RandomRegistries(4);
        int told = 0;
        for (int i = 0; i < 2000; i++) {
            Registries registries = random.next();
            List<Finding> findings = ofFile(registries);
            String all = findings.toString();
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(
                                    finding.toString().codePoints().filter(FieldPath::isInvisible))
                            .isEmpty());
            assertThat(findings).allSatisfy(finding -> {
                assertThat(finding.message()).isNotBlank();
                assertThat(finding.remedy()).isNotBlank();
                assertThat(finding.place()).isNotNull();
            });
            assertThat(secrets(registries)).allSatisfy(secret -> assertThat(all).doesNotContain(secret));
            told += findings.size();
        }
        assertThat(told).isGreaterThan(2000);
    }

    @Test
    void what_the_operator_refuses_is_an_error_of_a_file_unless_a_node_can_use_it() {
        RandomRegistries random = new RandomRegistries(6);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            Registries registries = random.next();
            // Of others a node can use some: a line break in a login, a host with an underscore.
            if (Refusals.of(registries).stream().anyMatch(refusal -> CERTAIN.contains(refusal.code()))) {
                refused++;
                assertThat(ofFile(registries))
                        .as(() -> RegistriesWriter.write(registries))
                        .anySatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void of_a_release_that_was_not_examined_it_is_said_that_it_may_do_otherwise() {
        assertThat(codes("mirrors: {docker.io: {endpoint: [\"https://m.example\"]}}", "v1.30.4"))
                .containsExactly("UnexaminedRelease");
        assertThat(codes("mirrors: {docker.io: {endpoint: [\"https://m.example\"]}}", "v1.34.2"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"v1.34.2, write \"docker.io\"", "v1.33.2, write \"registry-1.docker.io\""})
    void docker_hubs_credentials_are_to_stand_where_the_nodes_release_looks(String release, String remedy) {
        CheckContext context = CheckContext.of(
                NodeOptions.defaults(Distribution.RKE2)
                        .withRelease(Release.parse(release).orElseThrow()),
                CONTEXT.now());
        byte[] file = "configs: {index.docker.io: {auth: {username: u, password: p}}}".getBytes(StandardCharsets.UTF_8);
        assertThat(Findings.of(file, context).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).isEqualTo(remedy));
    }

    @Test
    void names_that_look_the_same_without_their_passwords_are_not_taken_for_each_other() {
        List<Finding> findings =
                Findings.of("""
                mirrors:
                  "me:hunter1@m.example": {endpoint: []}
                  "me:hunter2@m.example": {endpoints: []}
                  "me:hunter3@m.example": {endpoint: []}
                configs:
                  "me:hunter4@m.example": {tls: {ca_file: 'C:\\ca.pem'}}
                  "me:hunter5@m.example": {tls: {ca_file: ca.pem}, insecure_skip_verify: true}
                """.getBytes(StandardCharsets.UTF_8), CONTEXT).findings();

        assertThat(findings)
                .extracting(finding -> finding.code() + " "
                        + Objects.requireNonNull(finding.place()).line())
                .containsExactly("InvalidName 2", "InvalidName 4", "InvalidName 6", "UnknownKey 3", "MisplacedKey 7");
        assertThat(findings.toString()).doesNotContain("hunter").contains("mirrors[\"***@m.example\"]");
    }

    @Test
    void patterns_that_take_too_long_to_try_are_told_and_usual_ones_are_all_tried() {
        Map<String, String> usual = new HashMap<>();
        Map<String, String> dear = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            usual.put("^team%d/(.*)$".formatted(i), "mirror/team%d/$1".formatted(i));
            dear.put("^([a-z/]{1,900}%s)$".formatted("a?".repeat(i)), "x$1");
        }
        assertThat(ofFile(mirror(usual))).extracting(Finding::code).doesNotContain(FindingCode.Undecided);
        assertThat(ofFile(mirror(dear)))
                .filteredOn(finding -> finding.code() == FindingCode.Undecided)
                .singleElement()
                .satisfies(finding -> assertThat(finding.path()).isEqualTo("mirrors[\"quay.io\"]"));
    }

    private static Registries mirror(Map<String, String> rewrites) {
        return Registries.of(Map.of("quay.io", Mirror.of(List.of("https://m.example"), rewrites)), Map.of());
    }

    private static Registries many(int count) {
        Map<String, Mirror> mirrors = new HashMap<>();
        for (int i = 0; i < count; i++) {
            mirrors.put(
                    "registry%d.example".formatted(i),
                    Mirror.of(List.of("https://cache%d.example".formatted(i)), Map.of("^a/(.*)$", "b/$1")));
        }
        return Registries.of(mirrors, Map.of());
    }

    /** Those that cannot be a part of anything else by chance. */
    private static List<String> secrets(Registries registries) {
        return registries.configs().values().stream()
                .map(HostConfig::auth)
                .filter(Objects::nonNull)
                .flatMap(auth -> Stream.of(auth.password(), auth.auth(), auth.identityToken()))
                .filter(Objects::nonNull)
                .map(Secret::reveal)
                .filter(secret -> secret.matches("-?[a-z0-9]{5,}"))
                .toList();
    }

    private static List<Finding> ofFile(Registries registries) {
        byte[] file = RegistriesWriter.write(registries).getBytes(StandardCharsets.UTF_8);
        return Findings.of(file, CONTEXT).findings();
    }

    private static List<String> codes(String file, String release) {
        NodeOptions options = NodeOptions.defaults(Distribution.RKE2)
                .withRelease(Release.parse(release).orElseThrow());
        return codes(file, CheckContext.of(options, CONTEXT.now()));
    }

    private static List<String> codes(String file) {
        return codes(file, CONTEXT);
    }

    private static List<String> codes(String file, CheckContext context) {
        return Findings.of(file.getBytes(StandardCharsets.UTF_8), context).findings().stream()
                .map(finding -> finding.code().name())
                .toList();
    }

    /** Fields as the API calls them. */
    private static final class SpecFields implements Fields {
        @Override
        public String mirror(String registry) {
            return "spec.mirrors[%s]".formatted(registry);
        }

        @Override
        public String endpoint(String registry, int index) {
            return mirror(registry) + ".endpoints[%d]".formatted(index);
        }

        @Override
        public String rewrite(String registry, String pattern) {
            return mirror(registry) + ".rewrites[%s]".formatted(pattern);
        }

        @Override
        public String tlsKey(String host, String name) {
            return switch (name) {
                case "ca_file" -> "caFile";
                case "cert_file" -> "certFile";
                case "key_file" -> "keyFile";
                case "insecure_skip_verify" -> "insecureSkipVerify";
                default -> name;
            };
        }

        @Override
        public String key(String name) {
            return name.equals("identity_token") ? "identityToken" : name;
        }

        @Override
        public String config(String host) {
            return "spec.configs[%s]".formatted(host);
        }

        @Override
        public String auth(String host, String field) {
            return config(host) + ".auth." + field;
        }

        @Override
        public String tls(String host, String field) {
            return config(host) + ".tls." + field;
        }
    }
}
