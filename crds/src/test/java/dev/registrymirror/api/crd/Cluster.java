package dev.registrymirror.api.crd;

import dev.registrymirror.api.v1alpha1.Api;
import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The API server with the committed CRDs. */
final class Cluster {
    private Cluster() {}

    static KubernetesClient connect(ApiServer server) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.kubeconfig().toFile()))
                .build();
    }

    static void installCrds(KubernetesClient client) {
        for (CustomResourceDefinition crd : Crds.generate().values()) {
            client.resource(crd)
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .forceConflicts()
                    .serverSideApply();
        }
        for (String name : Crds.generate().keySet()) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .waitUntilCondition(Cluster::isEstablished, 1, TimeUnit.MINUTES);
        }
    }

    /** Creates or updates, for the API server's verdict only. */
    static void submit(KubernetesClient client, Fixture fixture, Map<String, Object> spec) {
        if (fixture.before() == null) {
            client.resource(object(fixture, spec))
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .create();
            return;
        }
        GenericKubernetesResource existing =
                client.resource(object(fixture, fixture.before())).create();
        try {
            client.resource(object(fixture, spec))
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .update();
        } finally {
            client.resource(existing).delete();
        }
    }

    private static GenericKubernetesResource object(Fixture fixture, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                .withKind(fixture.kind())
                .withNewMetadata()
                .withName(fixture.name())
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
