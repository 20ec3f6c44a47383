package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Files and node options as people have them, with the traps that the rules are about: few hosts, so that names, endpoints and configs
 * meet; and, now and then, what is no URL, no name, or breaks the text.
 */
public final class RandomNodes {
    private static final List<String> HOSTS = List.of(
            "docker.io",
            "registry-1.docker.io",
            "index.docker.io",
            "quay.io",
            "quay.io:443",
            "m.example:5000",
            "M.Example",
            "localhost",
            "localhost:5000",
            "localhost:80",
            "127.0.0.1:9345",
            "127.0.0.1:5000",
            "[::1]:5000",
            "[::1]",
            "[2001:db8::1]:5000",
            "*",
            "_default");
    private static final List<String> ODD_HOSTS = List.of(
            "",
            ".",
            "/v2",
            "a/b",
            "r.example/team",
            "h:",
            "h:port",
            "a:b:80",
            "::1:5000",
            "[::1",
            "h x",
            "h%zz",
            "ü.example",
            "%ff.example",
            "h?q=1",
            "h#f",
            "u:p@h",
            "u@h",
            "ftp://h",
            "http://h",
            "h\"x",
            "h\\x",
            "[fe80::1%25en0]:80",
            "$h",
            "<h>");
    private static final List<String> SCHEMES =
            List.of("", "", "http://", "https://", "HTTPS://", "ftp://", "://", "a:", "//");
    private static final List<String> PATHS = List.of(
            "",
            "",
            "",
            "/",
            "/v2",
            "/v2/",
            "/prefix",
            "/prefix/v2",
            "/a b",
            "/%76%32",
            "/a/../b",
            "//x",
            "/v2?x=1",
            "?",
            "#f");
    private static final List<String> PATTERNS =
            List.of("^rancher/(.*)", "(.*)", "", "a", "b", "^Z", "é", "😀", "￮", "[.]", "\\t", "\\u0061", "\\\\.");
    private static final List<String> BROKEN = List.of(
            "\\.",
            "a\"b",
            "\"",
            "a\nb",
            "\n",
            "a\u0007",
            "a\r",
            "\\",
            "\\d+",
            "x\" = \"y",
            "\" # ",
            "\\u12",
            "\\U00110000",
            "\u007f",
            "\"\"",
            "\t");
    private static final List<String> REPLACEMENTS = List.of("proj/$1", "$1", "", "${1}x", "x", "\\b", "é\\\\");

    private static final List<String> REPOSITORIES =
            List.of("rancher/shell", "library/busybox", "busybox", "a", "a/b", "team/app.web", "x-y/z_1/w", "t061/b.2");
    private static final List<String> REFERENCES = List.of("", ":1.36", ":T_a-b.c", "@sha256:" + "0af1".repeat(16));

    private final Random random;
    private final TlsFiles tlsFiles;
    private final Path dataDir;

    /** The same seed gives the same nodes; the folder has what a node's data-dir has for its embedded registry. */
    public RandomNodes(long seed, TlsFiles tlsFiles, Path dataDir) {
        this.random = new Random(seed);
        this.tlsFiles = tlsFiles;
        this.dataDir = dataDir;
    }

    public NodeOptions options() {
        Distribution program = one(Distribution.values());
        NodeOptions options = NodeOptions.defaults(program).withDisableDefaultEndpoint(random.nextInt(3) == 0);
        if (random.nextInt(4) == 0) {
            options = options.withEmbeddedRegistry(one("127.0.0.1:9345", "[::1]:5000", "127.0.0.1:6443"));
        }
        return random.nextInt(4) == 0 ? options : options.withDataDir(dataDir.toString());
    }

    /** A file; one in three has something in it that is to be refused. */
    public Registries registries() {
        boolean odd = random.nextInt(3) == 0;
        Map<String, Mirror> mirrors = new HashMap<>();
        Map<String, HostConfig> configs = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            mirrors.put(host(odd), mirror(odd));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            configs.put(
                    host(odd),
                    new HostConfig(random.nextBoolean() ? auth(odd) : null, random.nextBoolean() ? tls(odd) : null));
        }
        return Registries.of(mirrors, configs);
    }

    /** The name of an image, mostly of a registry that the file says something about. */
    public String image(Registries registries) {
        List<String> names = new ArrayList<>(registries.mirrors().keySet());
        names.addAll(registries.configs().keySet());
        String registry = names.isEmpty() || random.nextInt(4) == 0 ? one(HOSTS) : one(names);
        String name = registry.split("/", 2)[0];
        return (random.nextInt(12) == 0 ? "" : name + "/") + one(REPOSITORIES) + one(REFERENCES);
    }

    /** Something like an address, of pieces that matter to a URL. */
    String address() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(2) == 0) {
            text.append(endpoint(true));
        }
        for (int i = random.nextInt(7); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            text.insert(
                    at,
                    switch (random.nextInt(4)) {
                        case 0 ->
                            one(
                                    "://", ":", "/", "//", "@", "[", "]", "?", "#", "%", "%25", "%2F", "%41", "%ff",
                                    "%c3%a9", "::", "::1", "%20");
                        case 1 ->
                            one(
                                    "http",
                                    "https",
                                    "localhost",
                                    "127.0.0.1",
                                    "1.2.3.4",
                                    "fe80::1",
                                    "docker.io",
                                    "/v2",
                                    "443",
                                    "5000",
                                    "0",
                                    "::ffff:127.0.0.1");
                        case 2 -> Character.toString(random.nextInt(0x80));
                        default ->
                            Character.toString(one('é', '\u2028', '\u0080', '\u00ff', 'z', '~', '*', '+', '.', '-'));
                    });
        }
        return text.toString();
    }

    private Mirror mirror(boolean odd) {
        List<String> endpoints = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            endpoints.add(random.nextInt(5) == 0 && !endpoints.isEmpty() ? endpoints.getFirst() : endpoint(odd));
        }
        Map<String, String> rewrites = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            rewrites.put(
                    odd && random.nextInt(4) == 0 ? one(BROKEN) : one(PATTERNS),
                    odd && random.nextInt(4) == 0 ? one(BROKEN) : one(REPLACEMENTS));
        }
        return Mirror.of(endpoints, rewrites);
    }

    private String endpoint(boolean odd) {
        String scheme = odd ? one(SCHEMES) : one("", "http://", "https://");
        return scheme + host(odd) + (random.nextInt(3) == 0 ? one(PATHS) : "");
    }

    private String host(boolean odd) {
        return odd && random.nextInt(4) == 0 ? one(ODD_HOSTS) : one(HOSTS);
    }

    private static Auth auth(boolean odd) {
        return new Auth("u", Secret.of(odd ? "p\"\\\u0007é" : "p\"\\é"), null, null);
    }

    private Tls tls(boolean odd) {
        boolean client = random.nextBoolean();
        String identity = one("client-a", "client-b");
        boolean half = odd && random.nextInt(4) == 0;
        return new Tls(
                random.nextBoolean() ? ca(odd) : null,
                client ? tlsFiles.certificate(identity) : null,
                client && !half ? tlsFiles.key(identity) : null,
                random.nextInt(3) == 0);
    }

    private String ca(boolean odd) {
        if (odd && random.nextInt(3) == 0) {
            return one(
                    "/missing/ca.pem",
                    "/missing/a\u0007",
                    "/missing/é\u00a0\ud83d\ude00\"\\",
                    "/missing/\u000b",
                    "relative");
        }
        return tlsFiles.certificate(one("ca-a", "ca-b"));
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
