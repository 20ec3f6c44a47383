package dev.registrymirror.api.v1alpha1;

/** The name and version of the API. */
public final class Api {
    /** API group of all kinds. */
    public static final String GROUP = "registrymirror.dev";
    /** The one version so far. */
    public static final String VERSION = "v1alpha1";
    /** Category by which {@code kubectl get} lists all kinds at once. */
    public static final String CATEGORY = "registry-mirror";

    /**
     * Bytes in base64. A pattern and not the format "byte": to evaluate a rule on the object around it the API server decodes that
     * format as base64url, and refuses every value with a "+" or a "/".
     */
    static final String BASE64 = "^[A-Za-z0-9+/]+={0,2}$";

    private Api() {}
}
