package dev.registrymirror.operator.mirror;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;

/** Writes a RegistryMirror's status by server-side apply, to the version that it was derived from and to no other. */
public final class StatusWriter {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("registry-mirror-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;

    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Writes the status.
     *
     * @param judged the object that the status is about
     * @return false where the object has changed or gone since: whoever derived the status will be woken by that and derive it anew
     */
    public boolean write(RegistryMirror judged, RegistryMirrorStatus status) {
        var patch = new RegistryMirror();
        // The resourceVersion is what keeps a leader that does not know yet that it is none from writing what was true
        // before.
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(judged.getMetadata().getName())
                .withUid(judged.getMetadata().getUid())
                .withResourceVersion(judged.getMetadata().getResourceVersion())
                .build());
        patch.setStatus(status);
        try {
            client.resource(patch).subresource("status").patch(APPLY);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
