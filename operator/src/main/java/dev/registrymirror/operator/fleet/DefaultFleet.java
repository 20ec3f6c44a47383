package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the fleet with defaults where there is none when the operator starts, so that one file installs everything. What is there is the
 * administrator's and never overwritten, and a fleet that is deleted later stays deleted.
 */
public final class DefaultFleet {
    private static final Logger log = LoggerFactory.getLogger(DefaultFleet.class);

    private final KubernetesClient client;

    public DefaultFleet(KubernetesClient client) {
        this.client = client;
    }

    /** Makes it if it is absent. */
    public void ensure() {
        if (client.resources(RegistryFleet.class).withName(RegistryFleet.NAME).get() != null) return;
        var fleet = new RegistryFleet();
        fleet.getMetadata().setName(RegistryFleet.NAME);
        fleet.setSpec(RegistryFleetSpec.DEFAULT);
        try {
            client.resource(fleet).create();
            log.info("made RegistryFleet {} with defaults", RegistryFleet.NAME);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }
}
