package dev.registrymirror.mirrors.adopt;

import static dev.registrymirror.mirrors.Fixtures.pem;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What nodes have: files that can be adopted as a rule, with text that is hard to write, and now and then what no RegistryMirror can say. */
final class RandomNode {
    /** In every credential. */
    static final String CREDENTIAL = "s3cret";

    private static final List<String> HOSTS = List.of(
            "docker.io",
            "quay.io",
            "*",
            "harbor.corp:5000",
            "harbor.corp",
            "harbor-corp",
            "[2001:db8::1]:5000",
            "127.0.0.1:5000",
            "5000",
            "yes",
            "no.corp",
            "1e3");
    private static final List<String> ODD_HOSTS = List.of("", "_default", "a/b", "h x", "https://h", "h\"", "..");
    private static final List<String> ENDPOINTS = List.of(
            "https://harbor.corp:5000",
            "http://127.0.0.1:5000",
            "harbor.corp",
            "https://harbor.corp/v2/team",
            "https://[2001:db8::1]:5000/v2");
    private static final List<String> ODD_ENDPOINTS = List.of("", "ftp://a", "https://u:s3cret@h", "https://h/?q");
    private static final List<String> PATTERNS =
            List.of("^(.*)$", "^library/(.*)$", "yes", "^a: b$", "^#", "[.]x$", "^(é)$", "(?P<n>a+)", "^ ", "0x1F");
    private static final List<String> REPLACEMENTS =
            List.of("hub/$1", "", "null", "${n}", "1e3", "a: b #c", "- x", "é😀", "$1x", "trailing ");
    private static final List<String> ODD_REWRITES = List.of("\\.", "a\"b", "(", "a\nb");
    private static final List<String> WORDS =
            List.of("", "1e3", "'", "\"", "\\", ": ", " #", "é😀", "\u2028", "null", "$", "{}", "\u00a0", "~");

    private final Random random;

    /** The same seed gives the same nodes. */
    RandomNode(long seed) {
        this.random = new Random(seed);
    }

    Registries next() {
        Map<String, Mirror> mirrors = new HashMap<>();
        Map<String, HostConfig> configs = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) mirrors.put(of(HOSTS, ODD_HOSTS), mirror());
        for (int i = random.nextInt(4); i > 0; i--) {
            configs.put(of(HOSTS, ODD_HOSTS), new HostConfig(maybe(this::auth), maybe(this::tls)));
        }
        return Registries.of(mirrors, configs);
    }

    /** The files that {@link #next()} names. */
    static Map<String, Secret<byte[]>> files() {
        return Map.of(
                "/etc/ca.pem", bytes(pem("ca.crt")),
                "/etc/ca copy.pem", bytes(pem("ca.crt")),
                "/etc/two.pem", bytes(pem("ca.crt") + "# " + "é\n" + pem("client.crt")),
                "/etc/client.pem", bytes(pem("client.crt")),
                "/etc/client.key", bytes(pem("client.key")),
                "/etc/latin.pem", Secret.of(("# caf\u00e9\n" + pem("ca.crt")).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Secret<byte[]> bytes(String text) {
        return Secret.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private Mirror mirror() {
        List<String> endpoints = new ArrayList<>();
        Map<String, String> rewrites = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) endpoints.add(of(ENDPOINTS, ODD_ENDPOINTS));
        for (int i = random.nextInt(3); i > 0; i--) {
            rewrites.put(of(PATTERNS, ODD_REWRITES), of(REPLACEMENTS, ODD_REWRITES));
        }
        return Mirror.of(endpoints, rewrites);
    }

    private Auth auth() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> new Auth(word() + "u", credential(), null, null);
            case 4, 5 -> new Auth(null, null, encoded(), null);
            case 6, 7 -> new Auth(null, null, null, credential());
            case 8, 9 -> new Auth(word() + "u", credential(), encoded(), credential());
            default -> new Auth(maybe(() -> "u"), maybe(this::credential), maybe(this::credential), null);
        };
    }

    private Secret<String> credential() {
        return Secret.of(CREDENTIAL + word() + (random.nextInt(30) == 0 ? "\n" : ""));
    }

    private Secret<String> encoded() {
        return Secret.of(
                Base64.getEncoder().encodeToString(("u:" + CREDENTIAL + word()).getBytes(StandardCharsets.UTF_8)));
    }

    private Tls tls() {
        String ca = maybe(() -> of(
                List.of("/etc/ca.pem", "/etc/ca copy.pem", "/etc/two.pem", "/etc/latin.pem"),
                List.of("ca.pem", "/nowhere")));
        boolean identity = random.nextInt(3) == 0;
        boolean half = random.nextInt(30) == 0;
        return new Tls(
                ca,
                identity ? "/etc/client.pem" : null,
                identity && !half ? "/etc/client.key" : null,
                random.nextBoolean());
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String of(List<String> usual, List<String> odd) {
        List<String> from = random.nextInt(40) == 0 ? odd : usual;
        return from.get(random.nextInt(from.size()));
    }

    private <V> @Nullable V maybe(Supplier<V> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
