package dev.registrymirror.deploy;

import static org.awaitility.Awaitility.await;

import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The API server with install.yaml applied. */
final class Cluster {
    static final String NAMESPACE = "registry-mirror-system";
    static final String GROUP = "registrymirror.dev";

    private final Config admin;

    Cluster(ApiServer server) {
        admin = Config.fromKubeconfig(server.kubeconfig().toFile());
    }

    KubernetesClient asAdministrator() {
        return new KubernetesClientBuilder().withConfig(admin).build();
    }

    KubernetesClient withToken(String token) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(admin.getMasterUrl())
                        .withCaCertData(admin.getCaCertData())
                        .withCaCertFile(admin.getCaCertFile())
                        .withOauthToken(token)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** As {@code kubectl apply --server-side -f}: all objects of a file, in their order. */
    static List<HasMetadata> apply(KubernetesClient client, Path file) {
        return Manifests.objects(file).stream()
                .map(object -> apply(client, object))
                .toList();
    }

    private static HasMetadata apply(KubernetesClient client, GenericKubernetesResource object) {
        // A kind that this file has just brought is served a moment later.
        return await("kind " + object.getKind() + " is served")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException refused && refused.getCode() == 404)
                .until(
                        () -> client.resource(object)
                                .fieldValidation(Validation.STRICT)
                                .forceConflicts()
                                .serverSideApply(),
                        applied -> applied != null);
    }
}
