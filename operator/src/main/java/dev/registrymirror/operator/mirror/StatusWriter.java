package dev.registrymirror.operator.mirror;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes a RegistryMirror's status by server-side apply, to the version that it was derived from and to no other. */
public final class StatusWriter {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("registry-mirror-operator")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    /**
     * What writes made of an object.
     *
     * @param earlier versions of it that a cache may still show, from the one it showed at the first of these writes on
     */
    private record Written(Set<String> earlier, RegistryMirror after) {}

    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The object in its newest version: a cache may not show yet what was written here, and no event tells of it when it does.
     *
     * @param shown the object as a cache shows it
     */
    public RegistryMirror newest(RegistryMirror shown) {
        String name = shown.getMetadata().getName();
        Written last = written.get(name);
        if (last == null) return shown;
        if (last.earlier.contains(version(shown))) return last.after;
        written.remove(name);
        return shown;
    }

    /** Forgets objects that are gone. */
    public void retain(Set<String> names) {
        written.keySet().retainAll(names);
    }

    /**
     * Writes the status.
     *
     * @param judged the object that the status is about
     * @return false where the object has changed or gone since, and the status must be derived anew
     */
    public boolean write(RegistryMirror judged, RegistryMirrorStatus status) {
        var patch = new RegistryMirror();
        // The resourceVersion is what keeps a leader that does not know yet that it is none from writing what was true
        // before.
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(judged.getMetadata().getName())
                .withUid(judged.getMetadata().getUid())
                .withResourceVersion(version(judged))
                .build());
        patch.setStatus(status);
        try {
            RegistryMirror after = client.resource(patch).subresource("status").patch(APPLY);
            written.merge(
                    judged.getMetadata().getName(), new Written(Set.of(version(judged)), after), StatusWriter::follow);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static Written follow(Written last, Written next) {
        if (!next.earlier.contains(version(last.after))) return next;
        Set<String> earlier = new HashSet<>(last.earlier);
        earlier.addAll(next.earlier);
        return new Written(earlier, next.after);
    }

    private static String version(RegistryMirror mirror) {
        return mirror.getMetadata().getResourceVersion();
    }
}
