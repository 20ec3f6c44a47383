package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that RKE2 knows, where they belong, and what people call them. */
enum KnownKeys {
    FILE("the file", Shape.FILE, Map.of("registrymirrors", "mirrors", "configurations", "configs")),
    MIRROR(
            "a mirror",
            Shape.MIRROR,
            Map.of("url", "endpoint", "urls", "endpoint", "server", "endpoint", "servers", "endpoint")),
    CONFIG(
            "a config",
            Shape.CONFIG,
            Map.of("credentials", "auth", "authentication", "auth", "login", "auth", "ssl", "tls", "tlsconfig", "tls")),
    AUTH("auth", Shape.AUTH, Map.of("user", "username", "pass", "password", "passwd", "password", "pwd", "password")),
    TLS(
            "tls",
            Shape.TLS,
            Map.ofEntries(
                    Map.entry("ca", "ca_file"),
                    Map.entry("cacert", "ca_file"),
                    Map.entry("cacertfile", "ca_file"),
                    Map.entry("cabundle", "ca_file"),
                    Map.entry("cert", "cert_file"),
                    Map.entry("certificate", "cert_file"),
                    Map.entry("clientcert", "cert_file"),
                    Map.entry("key", "key_file"),
                    Map.entry("clientkey", "key_file"),
                    Map.entry("insecure", "insecure_skip_verify"),
                    Map.entry("skipverify", "insecure_skip_verify"),
                    Map.entry("skiptlsverify", "insecure_skip_verify"),
                    Map.entry("tlsskipverify", "insecure_skip_verify"),
                    Map.entry("insecureskiptlsverify", "insecure_skip_verify")));

    static final String MIRRORS = "mirrors";

    /** Keys of config.yaml that people write here. */
    private static final Set<String> NODE_CONFIG = Set.of(
            "system-default-registry",
            "private-registry",
            "embedded-registry",
            "disable-default-registry-endpoint",
            "token",
            "server",
            "tls-san",
            "cni",
            "node-label",
            "node-taint",
            "node-ip",
            "cluster-init",
            "cluster-cidr",
            "service-cidr",
            "data-dir",
            "debug",
            "disable",
            "etcd-s3",
            "kube-apiserver-arg",
            "kubelet-arg",
            "node-external-ip",
            "node-name",
            "profile",
            "selinux",
            "snapshotter",
            "write-kubeconfig-mode");

    private final String where;

    @SuppressWarnings("ImmutableEnumChecker") // toList and Map.of make them.
    private final List<String> keys;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> nicknames;

    KnownKeys(String where, Shape.Fields shape, Map<String, String> nicknames) {
        this.where = where;
        // Nobody is to write a key that does nothing.
        this.keys = shape.keys().stream().filter(key -> !key.equals("auths")).toList();
        this.nicknames = nicknames;
    }

    /** The kind of map that stands at a path of the file; nothing for a path in which no key is known. */
    static Optional<KnownKeys> at(String path) {
        if (path.isEmpty()) {
            return Optional.of(FILE);
        }
        if (path.startsWith("mirrors[") && path.endsWith("]")) {
            return Optional.of(MIRROR);
        }
        if (path.startsWith("configs[")) {
            return path.endsWith("].auth")
                    ? Optional.of(AUTH)
                    : path.endsWith("].tls")
                            ? Optional.of(TLS)
                            : path.endsWith("]") ? Optional.of(CONFIG) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether a key of the file itself looks as if it was only there to be referred to. */
    static boolean isForOthers(String key) {
        return key.startsWith("x-") || key.startsWith(".") || key.startsWith("_");
    }

    static boolean isNodeConfig(String key) {
        return NODE_CONFIG.contains(key);
    }

    List<String> keys() {
        return keys;
    }

    /** Which keys belong there, in words. */
    String belong() {
        int last = keys.size() - 1;
        return "%s has %s and %s".formatted(where, String.join(", ", keys.subList(0, last)), keys.get(last));
    }

    /** The key of this kind of map that somebody may have meant. */
    Optional<String> nearest(String key) {
        Optional<String> exact = same(key);
        return exact.isPresent() ? exact : Spelling.nearest(key, keys);
    }

    /** The key of this kind of map that this is but for its spelling, or by another name that is in use. */
    Optional<String> same(String key) {
        String plain = Spelling.plain(key);
        Optional<String> known =
                keys.stream().filter(one -> Spelling.plain(one).equals(plain)).findFirst();
        return known.isPresent() ? known : Optional.ofNullable(nicknames.get(plain));
    }
}
