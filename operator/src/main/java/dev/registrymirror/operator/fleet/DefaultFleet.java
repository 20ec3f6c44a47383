package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the fleet where there is none when the operator starts, so that one file installs everything. What is there is the
 * administrator's and never overwritten. A fleet that is deleted stays deleted until an operator starts again; then it is made anew, with
 * defaults.
 */
public final class DefaultFleet {
    private static final Logger log = LoggerFactory.getLogger(DefaultFleet.class);

    private final KubernetesClient client;

    public DefaultFleet(KubernetesClient client) {
        this.client = client;
    }

    /** Makes it if it is absent. It says nothing: fields belong to who wrote them, and others could not apply theirs without force. */
    public void ensure() {
        if (client.resources(RegistryFleet.class).withName(RegistryFleet.NAME).get() != null) return;
        var fleet = new GenericKubernetesResource();
        fleet.setApiVersion(HasMetadata.getApiVersion(RegistryFleet.class));
        fleet.setKind(HasMetadata.getKind(RegistryFleet.class));
        fleet.setMetadata(new ObjectMetaBuilder().withName(RegistryFleet.NAME).build());
        fleet.setAdditionalProperty("spec", Map.of());
        try {
            client.resource(fleet).create();
            log.info("made RegistryFleet {} with defaults", RegistryFleet.NAME);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }
}
