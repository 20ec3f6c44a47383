package dev.registrymirror.mirrors.findings;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.Fixtures;
import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.mirrors.resolve.Resolution.Resolved;
import dev.registrymirror.registries.compose.Composer;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.FindingCode;
import dev.registrymirror.registries.findings.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MirrorFindingsTest {
    /** Within the life of the certificates of the test resources. */
    private final Instant now = Instant.now();

    private final FakeReferences references = new FakeReferences()
            .secret("pull", "kubernetes.io/basic-auth", Map.of("username", "u", "password", "not-to-be-told"))
            .configMap("ca", Map.of("ca.crt", Fixtures.pem("ca.crt")));

    @Test
    void a_finding_names_the_field_of_the_object() {
        RegistryMirror corp = mirror("corp", """
                mirrors:
                - registry: docker.io
                  endpoints: ["https://harbor.corp:5000"]
                  rewrites: [{pattern: "^a$", replacement: "b"}, {pattern: "library", replacement: "hub"}]
                configs:
                - {host: "harbor.corp:5000", auth: {secretRef: {name: pull}}, tls: {insecureSkipVerify: true}}
                """);

        assertThat(said(corp).get("corp"))
                .extracting(finding -> finding.code() + " " + finding.path())
                .containsExactlyInAnyOrder(
                        "InsecureSkipVerify spec.configs[harbor.corp:5000].tls.insecureSkipVerify",
                        "RewriteNeverApplies spec.mirrors[docker.io].rewrites[0]",
                        "UnanchoredPattern spec.mirrors[docker.io].rewrites[1]");
    }

    @Test
    void the_words_are_those_that_a_file_with_the_same_mistake_is_told() {
        List<Finding> ofObject =
                Objects.requireNonNull(said(mirror("corp", """
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp:5000"]}]
                configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}}]
                """)).get("corp"));
        List<Finding> ofFile = Findings.of(
                        """
                        mirrors: {docker.io: {endpoint: ["https://harbor.corp:5000"]}}
                        configs: {harbor.corp: {auth: {username: u, password: p}}}
                        """.getBytes(StandardCharsets.UTF_8),
                        CheckContext.of(NodeOptions.defaults(Distribution.RKE2), now))
                .findings();

        assertThat(ofObject).isNotEmpty();
        assertThat(ofObject.stream().map(MirrorFindingsTest::words))
                .containsExactlyElementsOf(
                        ofFile.stream().map(MirrorFindingsTest::words).toList());
    }

    @Test
    void what_several_give_a_node_is_looked_at_together() {
        RegistryMirror hub =
                mirror("hub", "mirrors: [{registry: docker.io, endpoints: [\"https://harbor.corp:5000\"]}]");
        RegistryMirror login = mirror("login", "configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}}]");
        RegistryMirror right =
                mirror("right", "configs: [{host: \"harbor.corp:5000\", auth: {secretRef: {name: pull}}}]");

        assertThat(said(hub)).isEmpty();
        assertThat(said(hub, login)).containsOnlyKeys("login");
        assertThat(said(hub, login).get("login"))
                .extracting(Finding::code)
                .containsExactly(FindingCode.ConfigPortDiffers);
        assertThat(said(hub, login, right)).isEmpty();
    }

    @Test
    void a_finding_goes_to_the_one_whose_entry_holds() {
        String spec = """
                priority: %d
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp"]}]
                configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}, tls: {insecureSkipVerify: %s}}]
                """;

        assertThat(said(mirror("low", spec.formatted(1, false)), mirror("high", spec.formatted(2, true))))
                .containsOnlyKeys("high");
        assertThat(said(mirror("one", spec.formatted(1, true)), mirror("other", spec.formatted(1, true))))
                .containsOnlyKeys("one", "other");
    }

    @Test
    void certificates_that_come_along_are_looked_at() {
        RegistryMirror corp = mirror("corp", """
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp"]}]
                configs: [{host: harbor.corp, tls: {caRef: {kind: ConfigMap, name: ca}}}]
                """);

        assertThat(said(corp)).isEmpty();
        assertThat(MirrorFindings.of(
                        List.of(corp), composed(corp), Distribution.RKE2, Instant.parse("9990-01-01T00:00:00Z")))
                .hasEntrySatisfying(
                        "corp",
                        findings -> assertThat(findings)
                                .extracting(finding -> finding.code() + " " + finding.path())
                                .containsExactly("CertificateExpired spec.configs[harbor.corp].tls.caRef"));
    }

    @Test
    void sentences_name_the_field_that_the_author_wrote_or_the_one_that_needs_nothing_on_the_nodes() {
        String spec = """
                mirrors: [{registry: docker.io, endpoints: ["https://harbor.corp"]}]
                configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}, tls: {%s}}]
                """;

        assertThat(said(mirror("corp", spec.formatted("insecureSkipVerify: true")))
                        .get("corp"))
                .extracting(Finding::remedy)
                .containsExactly(
                        "name the certificate of the CA that signed the server's as caRef, and remove insecureSkipVerify");
        assertThat(said(mirror(
                                "corp",
                                spec.formatted(
                                        "certFile: /etc/ssl/harbor.corp.crt, keyFile: /etc/ssl/harbor.corp.key")))
                        .get("corp"))
                .extracting(Finding::remedy)
                .containsExactly(
                        "write the registry's CA as caRef, and remove certFile and keyFile unless the registry asks for them");
    }

    @Test
    void no_credential_is_told() {
        RegistryMirror corp = mirror("corp", """
                mirrors: [{registry: docker.io, endpoints: ["http://harbor.corp"]}]
                configs: [{host: harbor.corp, auth: {secretRef: {name: pull}}}]
                """);

        assertThat(said(corp).get("corp")).extracting(Finding::code).contains(FindingCode.CredentialsOverHttp);
        assertThat(said(corp).toString()).doesNotContain("not-to-be-told");
    }

    private static String words(Finding finding) {
        return finding.severity() + " " + finding.code() + " " + finding.message() + "; " + finding.remedy();
    }

    private SortedMap<String, List<Finding>> said(RegistryMirror... mirrors) {
        return MirrorFindings.of(List.of(mirrors), composed(mirrors), Distribution.RKE2, now);
    }

    private Composed composed(RegistryMirror... mirrors) {
        List<Contribution> contributions = Stream.of(mirrors)
                .map(mirror -> ((Resolved) MirrorResolver.resolve(mirror, references)).contribution())
                .toList();
        return (Composed) Composer.compose(contributions, Distribution.RKE2);
    }
}
