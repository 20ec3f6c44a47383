package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.yaml.QuotedText;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The canonical text while it grows. */
final class CanonicalText {
    static final String HEADER =
            "# Written by the Registry Mirror Operator. Change the RegistryMirror, not this file.\n";

    private final StringBuilder text = new StringBuilder(HEADER);
    private int depth;

    private CanonicalText() {}

    static String of(Registries registries) {
        CanonicalText canonical = new CanonicalText();
        if (registries.mirrors().isEmpty() && registries.configs().isEmpty()) {
            // A document that is there but empty: an editor shows at once that nothing is configured, not that
            // something got lost.
            canonical.text.append("mirrors: {}\n");
        }
        canonical.section("mirrors", registries.mirrors(), canonical::mirror);
        canonical.section("configs", registries.configs(), canonical::config);
        return canonical.text.toString();
    }

    private <V> void section(String key, Map<String, V> entries, Consumer<V> writeEntry) {
        if (entries.isEmpty()) {
            return;
        }
        map(key, () -> entries.forEach((name, entry) -> map(QuotedText.of(name), () -> writeEntry.accept(entry))));
    }

    private void mirror(Mirror mirror) {
        if (!mirror.endpoints().isEmpty()) {
            map("endpoint", () -> mirror.endpoints().forEach(endpoint -> line("- " + QuotedText.of(endpoint))));
        }
        if (!mirror.rewrites().isEmpty()) {
            map(
                    "rewrite",
                    () -> mirror.rewrites()
                            .forEach((pattern, replacement) ->
                                    line(QuotedText.of(pattern) + ": " + QuotedText.of(replacement))));
        }
    }

    private void config(HostConfig config) {
        Auth auth = config.auth();
        if (auth != null) {
            map("auth", () -> {
                field("username", auth.username());
                field("password", reveal(auth.password()));
                field("auth", reveal(auth.auth()));
                field("identity_token", reveal(auth.identityToken()));
            });
        }
        Tls tls = config.tls();
        if (tls != null) {
            map("tls", () -> {
                field("ca_file", tls.caFile());
                field("cert_file", tls.certFile());
                field("key_file", tls.keyFile());
                if (tls.insecureSkipVerify()) {
                    line("insecure_skip_verify: true");
                }
            });
        }
    }

    private static @Nullable String reveal(@Nullable Secret<String> secret) {
        return secret == null ? null : secret.reveal();
    }

    private void field(String key, @Nullable String value) {
        if (value != null) {
            line(key + ": " + QuotedText.of(value));
        }
    }

    /** A key with what {@code content} writes below it; with nothing below it an empty map, since a null can mean something else. */
    private void map(String key, Runnable content) {
        line(key + ":");
        int end = text.length();
        depth++;
        content.run();
        depth--;
        if (text.length() == end) {
            text.insert(end - 1, " {}");
        }
    }

    private void line(String line) {
        text.repeat("  ", depth).append(line).append('\n');
    }
}
