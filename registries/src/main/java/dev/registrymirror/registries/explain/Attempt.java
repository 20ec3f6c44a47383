package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Tls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint that a pull tries.
 *
 * @param kind what kind of endpoint it is
 * @param field where it stands in the file, for example {@code mirrors["docker.io"].endpoint[0]}; null where it does not
 * @param address where its API is
 * @param tls its TLS settings
 * @param credentials the login that it gets when it asks for one
 * @param rewriting what becomes of the repository
 * @param manifests the URLs of the manifest, one for each outcome of the rewriting
 */
public record Attempt(
        Kind kind,
        @Nullable String field,
        Address address,
        TlsSettings tls,
        Credentials credentials,
        Rewriting rewriting,
        List<String> manifests) {

    /** Copies the list. */
    public Attempt {
        manifests = List.copyOf(manifests);
    }

    /**
     * Where an endpoint's API is.
     *
     * @param url its URL as containerd has it, without the repository: an endpoint's user and password are not in it, since they are not
     *     used
     * @param overridePath whether the file gave it a path that stands for the whole path of the API
     * @param protocol how it is spoken to
     * @param problem why no pull can use it, a part of a sentence; or null
     */
    public record Address(
            String url,
            boolean overridePath,
            Protocol protocol,
            @Nullable String problem) {}

    /** The kinds of endpoints. */
    public enum Kind {
        /** The registry that the nodes themselves are together. */
        EMBEDDED_REGISTRY,
        /** An endpoint of a mirror. */
        MIRROR,
        /** The registry itself. */
        REGISTRY
    }

    /** How an endpoint is spoken to. */
    public enum Protocol {
        /** By TLS. */
        HTTPS,
        /** In the clear. */
        HTTP,
        /** By TLS first, since there are TLS settings, and in the clear where it does not know TLS. */
        HTTPS_THEN_HTTP
    }

    /**
     * TLS settings.
     *
     * @param field where they stand in the file, for example {@code configs["h:5000"].tls}; null where they do not
     * @param caFile what is trusted besides the node's own certificates, or null
     * @param certFile the node's certificate, or null
     * @param keyFile its key, or null
     * @param insecureSkipVerify whether any certificate is taken
     */
    public record TlsSettings(
            @Nullable String field,
            @Nullable String caFile,
            @Nullable String certFile,
            @Nullable String keyFile,
            boolean insecureSkipVerify) {
        /** No settings at all. */
        public static final TlsSettings NONE = new TlsSettings(null, null, null, null, false);

        /** These settings, or none, and where they stand. */
        static TlsSettings of(@Nullable String field, @Nullable Tls tls) {
            return tls == null
                    ? NONE
                    : new TlsSettings(field, tls.caFile(), tls.certFile(), tls.keyFile(), tls.insecureSkipVerify());
        }
    }

    /**
     * Where a login comes from; what it is, is not told. A pod's own pull secret and the kubelet's credential provider come before it.
     *
     * @param field where it stands in the file, for example {@code configs["h:5000"].auth}; null where there is none
     * @param use which of its fields is used
     * @param needsRelease the releases before which it is not used, or null
     * @param problem why no pull that is asked for a login succeeds with it, a part of a sentence; or null
     */
    public record Credentials(
            @Nullable String field,
            Auth.Use use,
            @Nullable String needsRelease,
            @Nullable String problem) {
        /** No login. */
        public static final Credentials NONE = new Credentials(null, Auth.Use.NOTHING, null, null);
    }
}
