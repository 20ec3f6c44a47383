package dev.registrymirror.api.v1alpha1;

/** The name and version of the API. */
public final class Api {
    /** API group of all kinds. */
    public static final String GROUP = "registrymirror.dev";
    /** The one version so far. */
    public static final String VERSION = "v1alpha1";
    /** Category by which {@code kubectl get} lists all kinds at once. */
    public static final String CATEGORY = "registry-mirror";

    private Api() {}
}
