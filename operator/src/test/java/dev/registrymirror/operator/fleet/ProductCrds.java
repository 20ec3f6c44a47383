package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The product's CRDs on an API server. */
public final class ProductCrds {
    private static final List<String> ALL = List.of("registrymirrors", "registryfleets", "noderegistries");

    private final KubernetesClient client;

    ProductCrds(KubernetesClient client) {
        this.client = client;
    }

    /** Installs those that are not there, and waits until they are served. */
    public void install() {
        for (String plural : ALL) {
            String name = plural + ".registrymirror.dev";
            client.resource(crd(name)).forceConflicts().serverSideApply();
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .waitUntilCondition(ProductCrds::isEstablished, 1, TimeUnit.MINUTES);
        }
    }

    /** Deletes one with all its objects, and waits until it is gone. */
    public void delete(String plural) {
        var crd = client.apiextensions().v1().customResourceDefinitions().withName(plural + ".registrymirror.dev");
        crd.delete();
        crd.waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
    }

    private CustomResourceDefinition crd(String name) {
        try (InputStream yaml =
                Objects.requireNonNull(RegistryMirror.class.getResourceAsStream("/crds/" + name + ".yaml"), name)) {
            return client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(yaml)
                    .item();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
