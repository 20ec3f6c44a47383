package dev.registrymirror.mirrors.check;

import static dev.registrymirror.mirrors.Fixtures.pem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.mirrors.Fixtures;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.resolve.BadInput;
import dev.registrymirror.mirrors.resolve.BadSpecs;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.mirrors.resolve.Resolution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of manifests: of their shape, of what each RegistryMirror says, and of what nodes get of them together. */
class ManifestCheckTest {
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: pull, namespace: registry-mirror-system}
            type: kubernetes.io/basic-auth
            stringData: {username: puller, password: not-to-be-told}
            """;
    private static final String HUB = mirror("hub", """
            mirrors:
            - registry: docker.io
              endpoints: ["https://harbor.corp:5000"]
            """);
    private static final String LOGIN =
            mirror("login", "configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}}]");
    private static final String RIGHT =
            mirror("right", "configs: [{host: \"harbor.corp:5000\", auth: {secretRef: {name: pull}}}]");

    private CheckContext context = CheckContext.of(NodeOptions.defaults(Distribution.RKE2), Instant.now());

    private static String mirror(String name, String spec) {
        return """
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: %s}
                spec:
                %s""".formatted(name, spec.indent(2));
    }

    private static String selecting(String name, String selector, String spec) {
        return mirror(name, "nodeSelector: " + selector + "\n" + spec);
    }

    private List<ObjectFinding> check(String... texts) {
        ManifestReader reader = new ManifestReader(ManifestReader.DEFAULT_NAMESPACE);
        for (int i = 0; i < texts.length; i++) {
            reader.read((char) ('a' + i) + ".yaml", texts[i].getBytes(StandardCharsets.UTF_8));
        }
        return ManifestCheck.of(reader.manifests(), context);
    }

    /** Source, place, severity, object, code and field. */
    private List<String> said(String... texts) {
        return check(texts).stream().map(ManifestCheckTest::said).toList();
    }

    private static String said(ObjectFinding found) {
        var place = Objects.requireNonNull(found.place());
        return "%s:%d:%d %s %s %s %s"
                .formatted(
                        found.source(),
                        place.line(),
                        place.column(),
                        found.severity(),
                        found.object().name(),
                        found.code(),
                        found.path())
                .strip();
    }

    static Stream<BadInput> badSpecs() {
        return BadSpecs.all();
    }

    @ParameterizedTest
    @MethodSource("badSpecs")
    void what_the_operator_refuses_is_refused_in_its_words(BadInput bad) {
        var refused =
                (Resolution.Unresolved) MirrorResolver.resolve(Fixtures.mirror("corp", bad.spec()), bad.references());

        assertThat(check(mirror("corp", bad.spec())).stream()
                        .filter(found -> found.severity() == Severity.ERROR)
                        .map(found -> found.code() + " " + found.sentence()))
                .containsAll(refused.invalid().stream()
                        .map(problem -> problem.code() + " " + problem)
                        .toList());
    }

    @Test
    void what_is_in_order_is_told_nothing() {
        assertThat(said(HUB, RIGHT, SECRET)).isEmpty();
    }

    @Test
    void everything_is_told_at_once_with_its_place_below_other_documents() {
        assertThat(said(SECRET + "---\n" + mirror("corp", """
                priority: high
                mirrors:
                - registry: docker.io
                  endpoints:
                  - ftp://harbor.corp
                  - https://harbor.corp/proxy
                - registry: quay.io
                  endpoint:
                  - https://harbor.corp
                configs:
                - host: harbor.corp
                  auth:
                    secretRef: {name: pull}
                  tls:
                    insecureSkipVerify: true
                """)))
                .containsExactly(
                        "a.yaml:11:13 ERROR corp InvalidField spec.priority",
                        "a.yaml:15:7 ERROR corp InvalidEndpoint spec.mirrors[docker.io].endpoints[0]",
                        "a.yaml:18:5 ERROR corp UnknownField spec.mirrors[quay.io].endpoint",
                        "a.yaml:16:7 WARNING corp EndpointPath spec.mirrors[docker.io].endpoints[1]",
                        "a.yaml:25:7 WARNING corp InsecureSkipVerify spec.configs[harbor.corp].tls.insecureSkipVerify");
    }

    @Test
    void a_field_under_another_name_is_one_finding_and_says_what_was_meant() {
        assertThat(check(mirror("corp", """
                        mirrors: [{registry: docker.io, endpoint: [https://m.corp]}]
                        configs: [{host: m.corp, tls: {cert_file: /c, keyFile: /k}}]
                        """)))
                .extracting(found -> found.path() + " " + found.remedy())
                .containsExactly(
                        "spec.mirrors[docker.io].endpoint did you mean endpoints?",
                        "spec.configs[m.corp].tls.cert_file did you mean certFile?");
    }

    @Test
    void a_field_at_the_wrong_place_is_told_where_it_belongs() {
        assertThat(check(mirror("corp", "configs: [{host: m.corp, insecureSkipVerify: true}]")))
                .extracting(found -> found.code() + " " + found.remedy())
                .containsExactly("MisplacedField it belongs to spec.configs[].tls.insecureSkipVerify");
        assertThat(check("""
                        apiVersion: registrymirror.dev/v1alpha1
                        kind: RegistryMirror
                        metadata: {name: corp}
                        mirrors: []
                        """))
                .extracting(found -> found.code() + " " + found.remedy())
                .contains("MisplacedField it belongs to spec.mirrors");
    }

    @Test
    void labels_without_matchLabels_are_told_where_they_belong() {
        assertThat(check(selecting("corp", "{pool: gpu}", "configs: [{host: m.corp}]")))
                .extracting(found -> found.path() + " " + found.remedy())
                .containsExactly("spec.nodeSelector.pool write labels below matchLabels");
    }

    @Test
    void names_that_Kubernetes_does_not_take_are_refused() {
        assertThat(said(mirror("Corp_1", """
                nodeSelector: {matchLabels: {"a b": x, pool: "g p u"}}
                configs:
                - host: m.corp
                  auth: {secretRef: {name: other/pull}}
                  tls: {caRef: {kind: ConfigMap, name: ca, key: "ca crt"}}
                """)))
                .contains(
                        "a.yaml:3:18 ERROR Corp_1 InvalidField metadata.name",
                        "a.yaml:5:39 ERROR Corp_1 InvalidField spec.nodeSelector.matchLabels.\"a b\"",
                        "a.yaml:5:48 ERROR Corp_1 InvalidField spec.nodeSelector.matchLabels.pool",
                        "a.yaml:8:30 ERROR Corp_1 InvalidField spec.configs[m.corp].auth.secretRef.name",
                        "a.yaml:9:51 ERROR Corp_1 InvalidField spec.configs[m.corp].tls.caRef.key");
    }

    @Test
    void what_several_files_give_a_node_is_looked_at_together() {
        assertThat(said(LOGIN, SECRET)).isEmpty();
        assertThat(said(HUB, LOGIN, SECRET))
                .containsExactly("b.yaml:5:13 ERROR login ConfigPortDiffers spec.configs[harbor.corp]");
        assertThat(said(HUB, LOGIN, RIGHT, SECRET)).isEmpty();
    }

    @Test
    void a_reference_to_what_is_in_no_file_is_a_note_once_and_its_login_counts() {
        assertThat(said(HUB, LOGIN.replace("harbor.corp", "harbor.corp, tls: {caRef: {kind: Secret, name: pull}}")))
                .containsExactly(
                        "b.yaml:5:13 ERROR login ConfigPortDiffers spec.configs[harbor.corp]",
                        "b.yaml:5:82 NOTE login ReferenceNotFound spec.configs[harbor.corp].auth.secretRef");
        assertThat(check(LOGIN, SECRET.replace("name: pull", "name: pulls")))
                .extracting(found -> found.remedy())
                .containsExactly("did you mean pulls?");
    }

    @Test
    void nothing_is_made_up_about_certificates_that_are_in_no_file() {
        context = context.withFiles(path -> Optional.of(new byte[0]));

        assertThat(said(mirror("corp", """
                        mirrors: [{registry: docker.io, endpoints: [https://m.corp]}]
                        configs: [{host: m.corp, tls: {caRef: {kind: ConfigMap, name: server}, clientCertRef: {name: m.corp}}}]
                        """)))
                .hasSize(2)
                .allMatch(found -> found.contains("NOTE corp ReferenceNotFound"));
    }

    @Test
    void a_file_that_a_spec_names_is_looked_into_where_the_nodes_files_are_known() {
        context = context.withFiles(path -> Optional.of(new byte[0]));

        assertThat(said(mirror("corp", "configs: [{host: m.corp, tls: {caFile: /etc/ca.pem}}]")))
                .containsExactly("a.yaml:5:34 ERROR corp InvalidCaBundle spec.configs[m.corp].tls.caFile");
    }

    @Test
    void a_secret_in_another_namespace_is_a_warning() {
        assertThat(said(RIGHT, SECRET.replace("registry-mirror-system", "default")))
                .containsExactly(
                        "a.yaml:5:47 WARNING right ReferenceNotFound spec.configs[harbor.corp:5000].auth.secretRef");
    }

    @Test
    void what_is_encrypted_is_told_once_and_not_taken_for_missing() {
        String encrypted = SECRET.replace("puller", "\"ENC[AES256_GCM,data:x]\"") + "sops: {version: 3.9.0}\n";

        assertThat(said(HUB, RIGHT, encrypted)).containsExactly("c.yaml:1:1 NOTE pull Encrypted");
    }

    @Test
    void what_is_wrong_with_the_objects_that_come_along_is_told_at_the_field_that_names_them() {
        assertThat(said(
                        mirror("corp", """
                        configs:
                        - {host: m.corp, auth: {secretRef: {name: empty}}, tls: {caRef: {kind: ConfigMap, name: ca}}}
                        """),
                        "{apiVersion: v1, kind: Secret, metadata: {name: empty}}",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: ca}, data: {ca.crt: none}}"))
                .containsExactly(
                        "a.yaml:6:27 ERROR corp KeyMissing spec.configs[m.corp].auth.secretRef",
                        "a.yaml:6:60 ERROR corp InvalidCaBundle spec.configs[m.corp].tls.caRef");
    }

    @Test
    void certificates_that_come_along_are_looked_at_and_named_by_their_reference() {
        context = CheckContext.of(NodeOptions.defaults(Distribution.RKE2), Instant.parse("9990-01-01T00:00:00Z"));

        assertThat(said(
                        mirror("corp", "configs: [{host: m.corp, tls: {caRef: {kind: ConfigMap, name: ca}}}]"),
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca}\ndata:\n  ca.crt: |\n"
                                + pem("ca.crt").indent(4)))
                .containsExactly("a.yaml:5:34 ERROR corp CertificateExpired spec.configs[m.corp].tls.caRef");
    }

    @Test
    void a_placeholder_is_told_and_not_what_else_is_wrong_with_it() {
        assertThat(said(mirror("corp", """
                mirrors: [{registry: docker.io, endpoints: ["https://${HARBOR}/v2", "https://${HARBOR}"]}]
                configs: [{host: "${HARBOR}"}]
                """)))
                .containsExactly("a.yaml:5:47 ERROR corp Placeholder spec.mirrors[docker.io].endpoints[0]");
    }

    @Test
    void contradictions_are_told_to_both_in_the_operators_words_and_the_rest_all_the_same() {
        String other = mirror("other", """
                mirrors:
                - {registry: docker.io, endpoints: ["https://m.corp"]}
                - {registry: quay.io, endpoints: ["https://m.corp/proxy"]}
                """);

        assertThat(said(HUB, other))
                .containsExactly(
                        "a.yaml:7:5 ERROR hub Conflict spec.mirrors[docker.io].endpoints",
                        "b.yaml:6:27 ERROR other Conflict spec.mirrors[docker.io].endpoints",
                        "b.yaml:7:37 WARNING other EndpointPath spec.mirrors[quay.io].endpoints[0]");
        assertThat(check(HUB, other))
                .filteredOn(found -> found.code().equals("Conflict"))
                .allSatisfy(found -> assertThat(found.message())
                        .isEqualTo(
                                "RegistryMirrors hub, other configure docker.io with the same priority 0, and differ in"
                                        + " spec.mirrors[docker.io].endpoints"));
    }

    @Test
    void a_contradiction_lets_nothing_else_look_wrong() {
        String one = mirror("one", """
                mirrors: [{registry: docker.io, endpoints: ["https://m.corp:1"]}]
                configs: [{host: "m.corp:1", auth: {secretRef: {name: pull}}}]
                """);

        assertThat(said(one, one.replace("name: one", "name: two").replace("corp:1", "corp:2"), SECRET))
                .hasSize(2)
                .allMatch(found -> found.contains(" Conflict "));
    }

    @Test
    void selectors_decide_who_contradicts_whom() {
        String gpu =
                selecting("gpu", "{matchLabels: {pool: gpu}}", "mirrors: [{registry: docker.io, endpoints: [m.x]}]");
        String build = selecting(
                "build", "{matchLabels: {pool: build}}", "mirrors: [{registry: docker.io, endpoints: [m.y]}]");
        String zone =
                selecting("zone", "{matchLabels: {zone: a}}", "mirrors: [{registry: docker.io, endpoints: [m.z]}]");

        assertThat(conflicts(gpu, build)).isEmpty();
        assertThat(conflicts(gpu, HUB)).containsExactly("ERROR gpu", "ERROR hub");
        assertThat(conflicts(gpu, zone)).containsExactly("NOTE gpu", "NOTE zone");
        assertThat(conflicts(gpu, zone.replace("spec:", "spec:\n  priority: 1")))
                .isEmpty();
    }

    @Test
    void of_a_login_that_is_in_no_file_it_is_not_told_whether_another_one_differs() {
        assertThat(conflicts(LOGIN, LOGIN.replace("name: login", "name: same").replace("pull", "absent"), SECRET))
                .isEmpty();
    }

    @Test
    void what_is_right_beside_one_that_some_of_its_nodes_get_is_not_told() {
        String gpu = selecting(
                "gpu",
                "{matchLabels: {pool: gpu}}",
                "mirrors: [{registry: docker.io, endpoints: [\"https://harbor:5000\"]}]");
        String other = mirror("other", "mirrors: [{registry: quay.io, endpoints: [\"https://m.corp\"]}]");
        String login = mirror(
                "login", "configs: [{host: \"harbor:5000\", auth: {secretRef: {name: pull}}}, {host: registri}]");

        assertThat(said(login.replace("harbor:5000", "harbr"), other, SECRET))
                .contains("a.yaml:5:13 ERROR login ConfigNeverUsed spec.configs[harbr]");
        assertThat(said(login, other, gpu, SECRET)).noneMatch(found -> found.contains("harbor:5000"));
    }

    @Test
    void what_comes_to_be_wrong_beside_another_one_is_told() {
        assertThat(said(
                        mirror("keep", "mirrors: [{registry: quay.io}]"),
                        selecting(
                                "gpu",
                                "{matchLabels: {pool: gpu}}",
                                "mirrors: [{registry: \"*\", endpoints: [\"https://m\"]}]")))
                .contains("a.yaml:5:13 WARNING keep WildcardApplies spec.mirrors[quay.io]");
    }

    @Test
    void more_than_a_node_is_given_is_told_with_its_largest_part() {
        String ca = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca}\ndata:\n  ca.crt: |\n"
                + pem("ca.crt").repeat(1000).indent(4);

        assertThat(check(mirror("corp", "configs: [{host: m.corp, tls: {caRef: {kind: ConfigMap, name: ca}}}]"), ca))
                .extracting(found -> said(found) + ": " + found.message())
                .singleElement()
                .asString()
                .startsWith("a.yaml:4:1 ERROR corp TooLarge spec: ")
                .contains("the largest part being spec.configs[m.corp].tls.caRef of RegistryMirror corp");
    }

    @Test
    void foreign_manifests_are_an_error_only_where_there_is_nothing_else() {
        String deployment = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}";
        String kustomization = "{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: [a]}";

        assertThat(said(deployment + "\n---\n" + kustomization)).containsExactly("a.yaml:1:1 ERROR  OtherFormat");
        assertThat(check(deployment).getFirst().message()).contains("Deployment web");
        assertThat(said(deployment, HUB)).isEmpty();
        assertThat(said(SECRET)).isEmpty();
    }

    @Test
    void no_secret_is_told_wherever_it_stands() {
        List<ObjectFinding> found = check(
                mirror("corp", """
                        mirrors:
                        - {registry: "me:topsecret@m.corp", endpoints: ["https://me:topsecret@m.corp"], "password:topsecret": x}
                        configs:
                        - {host: "https://me:topsecret@n.corp", auth: {password: topsecret, secretRef: {name: bad}}}
                        - {host: "https://me:topsecret@n.corp"}
                        - {host: m.corp, auth: {secretRef: {name: pull}}, tls: {insecureSkipVerify: true}}
                        """),
                "{apiVersion: v1, kind: Secret, metadata: {name: bad}, data: {password: topsecret!}}",
                SECRET.replace("not-to-be-told", "\"top\\nsecret topsecret\""));

        assertThat(found).hasSizeGreaterThan(5);
        assertThat(found.toString()).doesNotContain("topsecret", "top\nsecret");
    }

    private List<String> conflicts(String... texts) {
        return check(texts).stream()
                .filter(found -> found.code().equals("Conflict"))
                .map(found -> found.severity() + " " + found.object().name())
                .toList();
    }
}
