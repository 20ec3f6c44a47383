package dev.registrymirror.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.registrymirror.api.v1alpha1.AuthSource;
import dev.registrymirror.api.v1alpha1.CaReference;
import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.api.v1alpha1.SecretReference;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits hold, and what is within them stays below the API server's cost budget for rules. */
class LimitsIT {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static KubernetesClient client;

    @BeforeAll
    static void installCrds() {
        client = Cluster.connect(API);
        Cluster.installCrds(client);
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Test
    void aRegistryMirrorMayHave128MirrorsAndConfigsWith16EndpointsAndRewritesEach() {
        assertThatCode(() -> client.resource(mirror(128, 16)).dryRun().create()).doesNotThrowAnyException();
    }

    @Test
    void moreIsRefusedNamingTheField() {
        assertThat(refusal(mirror(129, 1))).contains("spec.mirrors: Too many", "spec.configs: Too many");
        assertThat(refusal(mirror(1, 17)))
                .contains("spec.mirrors[0].endpoints: Too many", "spec.mirrors[0].rewrites: Too many");
    }

    @Test
    void anOrderCarriesARevisionOf256KiB() {
        byte[] sealed = new byte[256 * 1024 + 1024];
        new Random(1).nextBytes(sealed);
        NodeRegistries node = new NodeRegistries();
        node.getMetadata().setName("node-a");
        node.setSpec(new NodeRegistriesSpec(
                "uid",
                new Order(
                        1,
                        Order.Action.Apply,
                        "0123456789abcdef0123456789abcdef",
                        Base64.getEncoder().encodeToString(sealed),
                        "BAAA",
                        ExistingFile.Refuse,
                        "5m",
                        "10s")));

        assertThatCode(() -> client.resource(node).dryRun().create()).doesNotThrowAnyException();
    }

    private static String refusal(RegistryMirror mirror) {
        KubernetesClientException refusal = catchThrowableOfType(
                KubernetesClientException.class,
                () -> client.resource(mirror).dryRun().create());
        assertThat(refusal).as("a refusal").isNotNull();
        return String.valueOf(refusal.getMessage());
    }

    private static RegistryMirror mirror(int entries, int each) {
        RegistryMirror mirror = new RegistryMirror();
        mirror.getMetadata().setName("largest");
        mirror.setSpec(new RegistryMirrorSpec(
                null,
                0,
                IntStream.range(0, entries)
                        .mapToObj(i ->
                                new MirrorEntry("registry-" + i + ".example.com:5000", endpoints(each), rewrites(each)))
                        .toList(),
                IntStream.range(0, entries).mapToObj(LimitsIT::config).toList()));
        return mirror;
    }

    private static List<String> endpoints(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        "https://mirror-" + i + ".registry.production.eu-central-1.example.com:5000/v2/project-" + i)
                .toList();
    }

    private static List<RewriteRule> rewrites(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RewriteRule("^organisation-" + i + "/(.*)$", "mirrored/organisation-" + i + "/$1"))
                .toList();
    }

    private static ConfigEntry config(int i) {
        return new ConfigEntry(
                "mirror-" + i + ".registry.production.eu-central-1.example.com:5000",
                new AuthSource(new SecretReference("pull-secret-of-mirror-" + i)),
                new TlsSource(
                        new CaReference(CaReference.Kind.ConfigMap, "corporate-ca", "ca.crt"),
                        null,
                        new SecretReference("client-certificate-of-mirror-" + i),
                        null,
                        null,
                        false));
    }
}
