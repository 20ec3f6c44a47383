package dev.registrymirror.registries;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registries with every shape that the model allows, and strings that are hard to write. */
public final class RandomRegistries {
    private static final List<String> TEXTS = List.of(
            "docker.io",
            "registry.example.com:5000",
            "[2001:db8::1]:5000",
            "*",
            "null",
            "~",
            "yes",
            "0123",
            "1e3",
            "<<",
            "- a",
            "a: b",
            "a #b",
            "#",
            "'",
            "\"",
            "\\",
            "\\u0041",
            "%",
            "@",
            "`",
            "{}",
            "[a]",
            "$1",
            "${1}x",
            " ",
            " lead",
            "trail ",
            "\n",
            "a\nb",
            "\r\n",
            "\t",
            "\0",
            "\u0007",
            "\u001b",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00ad",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\ufffd",
            "é",
            "￮",
            "😀",
            "\ud83d\ude00x",
            "---",
            "...",
            "!!str a",
            "&a",
            "*a",
            "? a",
            "2001-12-14",
            "x".repeat(900));

    private final Random random;

    /** The same seed gives the same registries. */
    public RandomRegistries(long seed) {
        this.random = new Random(seed);
    }

    /** The next ones. */
    public Registries next() {
        Map<String, Mirror> mirrors = new HashMap<>();
        Map<String, HostConfig> configs = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            mirrors.put(text(), mirror());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            configs.put(text(), new HostConfig(maybe(this::auth), maybe(this::tls)));
        }
        return Registries.of(mirrors, configs);
    }

    private Mirror mirror() {
        List<String> endpoints = new ArrayList<>();
        Map<String, String> rewrites = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            endpoints.add(text());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            rewrites.put(text(), text());
        }
        return Mirror.of(endpoints, rewrites);
    }

    private Auth auth() {
        return new Auth(maybe(this::text), maybe(this::secret), maybe(this::secret), maybe(this::secret));
    }

    private Tls tls() {
        return new Tls(maybe(this::text), maybe(this::text), maybe(this::text), random.nextBoolean());
    }

    private Secret<String> secret() {
        return Secret.of(text());
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> TEXTS.get(random.nextInt(TEXTS.size()));
            case 1 -> {
                String text = TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
                yield text.length() > 900 ? "" : text;
            }
            case 2 -> Integer.toString(random.nextInt(), 36);
            default -> randomCharacters();
        };
    }

    private String randomCharacters() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int c = random.nextInt(random.nextBoolean() ? 0x100 : 0x110000);
            text.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 'x' : c);
        }
        return text.toString();
    }

    private <V> @Nullable V maybe(Supplier<V> value) {
        return random.nextBoolean() ? value.get() : null;
    }
}
