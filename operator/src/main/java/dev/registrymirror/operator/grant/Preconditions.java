package dev.registrymirror.operator.grant;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What became of a write that names the version it replaces. */
final class Preconditions {
    private Preconditions() {}

    /** Whether the write came too late: the object has been written or deleted since. */
    static boolean failed(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }
}
