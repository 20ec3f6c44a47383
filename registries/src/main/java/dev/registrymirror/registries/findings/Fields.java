package dev.registrymirror.registries.findings;

/**
 * How the fields of a configuration are called where its author wrote them: in a registries.yaml, see {@link FileFields}, or in an
 * object of the API.
 */
public interface Fields {
    /** The entry of a mirror. */
    String mirror(String registry);

    /** One endpoint of a mirror, counted from 0. */
    String endpoint(String registry, int index);

    /** One rewrite of a mirror. */
    String rewrite(String registry, String pattern);

    /** The entry that says how to reach a host. */
    String config(String host);

    /** A credential of a host: {@code username}, {@code password}, {@code auth} or {@code identity_token}. */
    String auth(String host, String field);

    /**
     * What a TLS setting of a host is called here, in sentences.
     *
     * @param name its key in a registries.yaml: {@code ca_file}, {@code cert_file}, {@code key_file} or {@code insecure_skip_verify}
     */
    default String tlsKey(String host, String name) {
        return name;
    }

    /** What a credential is called here, in sentences: {@code username}, {@code identity_token}. */
    default String key(String name) {
        return name;
    }

    /** A TLS setting of a host: {@code ca_file}, {@code cert_file}, {@code key_file} or {@code insecure_skip_verify}. */
    String tls(String host, String field);
}
