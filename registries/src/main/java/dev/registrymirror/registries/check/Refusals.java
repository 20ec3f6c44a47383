package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that must not reach a node in one configuration, with paths as in the file. The rules themselves are in {@link NameRules},
 * {@link EndpointRules}, {@link RewriteRules} and {@link AccessRules}, for whoever has the same fields under other paths.
 */
public final class Refusals {
    private final List<Refusal> found = new ArrayList<>();

    private Refusals() {}

    /** All refusals at once, in the order of the file; empty if the configuration may be written. */
    public static List<Refusal> of(Registries registries) {
        Refusals refusals = new Refusals();
        refusals.count("mirrors", registries.mirrors().size(), Limits.ENTRIES);
        registries.mirrors().forEach(refusals::mirror);
        refusals.count("configs", registries.configs().size(), Limits.ENTRIES);
        registries.configs().forEach(refusals::config);
        return List.copyOf(refusals.found);
    }

    private void mirror(String name, Mirror mirror) {
        String path = entry("mirrors", name);
        add(NameRules.check(path, name));
        count(path + ".endpoint", mirror.endpoints().size(), Limits.PER_MIRROR);
        for (int i = 0; i < mirror.endpoints().size(); i++) {
            add(EndpointRules.check(
                    "%s.endpoint[%d]".formatted(path, i), mirror.endpoints().get(i)));
        }
        count(path + ".rewrite", mirror.rewrites().size(), Limits.PER_MIRROR);
        mirror.rewrites().forEach((pattern, replacement) -> {
            String rewrite = entry(path + ".rewrite", pattern);
            add(RewriteRules.pattern(rewrite, pattern));
            add(RewriteRules.replacement(rewrite, replacement));
        });
    }

    private void config(String name, HostConfig config) {
        String path = entry("configs", name);
        add(NameRules.check(path, name));
        if (config.auth() != null) {
            auth(path + ".auth", config.auth());
        }
        if (config.tls() != null) {
            tls(path + ".tls", config.tls());
        }
    }

    private void auth(String path, Auth auth) {
        credential(path + ".username", auth.username() == null ? null : Secret.of(auth.username()));
        credential(path + ".password", auth.password());
        if (auth.auth() != null) {
            add(AccessRules.basicAuth(path + ".auth", auth.auth()));
        }
        credential(path + ".identity_token", auth.identityToken());
    }

    private void tls(String path, Tls tls) {
        file(path + ".ca_file", tls.caFile());
        file(path + ".cert_file", tls.certFile());
        file(path + ".key_file", tls.keyFile());
        add(AccessRules.identity(path + ".cert_file", tls.certFile(), path + ".key_file", tls.keyFile()));
    }

    private void credential(String path, @Nullable Secret<String> credential) {
        if (credential != null) {
            add(AccessRules.credential(path, credential));
        }
    }

    private void file(String path, @Nullable String file) {
        if (file != null) {
            add(AccessRules.file(path, file));
        }
    }

    private void count(String path, int size, int limit) {
        add(SizeRules.count(path, size, limit));
    }

    private void add(Optional<Refusal> refusal) {
        refusal.ifPresent(found::add);
    }

    private static String entry(String section, String key) {
        return section + "[" + Characters.quote(key) + "]";
    }
}
