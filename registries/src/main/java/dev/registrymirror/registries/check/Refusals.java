package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that must not reach a node in one configuration, with paths as in the file. The rules themselves are in {@link NameRules},
 * {@link EndpointRules}, {@link RewriteRules} and {@link AccessRules}, for whoever has the same fields under other paths.
 */
public final class Refusals {
    private final List<Placed> found = new ArrayList<>();
    private final GoPatterns patterns = new GoPatterns();

    /**
     * A refusal and its field.
     *
     * @param field the field, by its {@link FieldPath#id}
     * @param refusal the refusal
     */
    public record Placed(String field, Refusal refusal) {}

    private Refusals() {}

    /** All refusals at once, in the order of the file; empty if the configuration may be written. */
    public static List<Refusal> of(Registries registries) {
        return placed(registries).stream().map(Placed::refusal).toList();
    }

    /** The same for whoever looks up other things by their fields. */
    public static List<Placed> placed(Registries registries) {
        Refusals refusals = new Refusals();
        refusals.count(FieldPath.of("mirrors"), registries.mirrors().size(), Limits.ENTRIES);
        registries.mirrors().forEach(refusals::mirror);
        refusals.count(FieldPath.of("configs"), registries.configs().size(), Limits.ENTRIES);
        registries.configs().forEach(refusals::config);
        return List.copyOf(refusals.found);
    }

    private void mirror(String name, Mirror mirror) {
        FieldPath path = FieldPath.mirror(name);
        add(path, NameRules.check(path.toString(), name));
        FieldPath endpoint = path.field("endpoint");
        count(endpoint, mirror.endpoints().size(), Limits.PER_MIRROR);
        for (int i = 0; i < mirror.endpoints().size(); i++) {
            FieldPath item = endpoint.item(i);
            add(item, EndpointRules.check(item.toString(), mirror.endpoints().get(i)));
        }
        FieldPath rewrite = path.field("rewrite");
        count(rewrite, mirror.rewrites().size(), Limits.PER_MIRROR);
        mirror.rewrites().forEach((pattern, replacement) -> {
            FieldPath entry = rewrite.entry(pattern);
            add(entry, RewriteRules.pattern(entry.toString(), pattern, patterns));
            add(entry, RewriteRules.replacement(entry.toString(), replacement));
        });
    }

    private void config(String name, HostConfig config) {
        FieldPath path = FieldPath.config(name);
        add(path, NameRules.check(path.toString(), name));
        if (config.auth() != null) {
            auth(path.field("auth"), config.auth());
        }
        if (config.tls() != null) {
            tls(path.field("tls"), config.tls());
        }
    }

    private void auth(FieldPath path, Auth auth) {
        credential(path.field("username"), auth.username() == null ? null : Secret.of(auth.username()));
        credential(path.field("password"), auth.password());
        if (auth.auth() != null) {
            FieldPath field = path.field("auth");
            add(field, AccessRules.basicAuth(field.toString(), auth.auth()));
        }
        credential(path.field("identity_token"), auth.identityToken());
    }

    private void tls(FieldPath path, Tls tls) {
        file(path.field("ca_file"), tls.caFile());
        file(path.field("cert_file"), tls.certFile());
        file(path.field("key_file"), tls.keyFile());
        FieldPath certificate = path.field("cert_file");
        FieldPath key = path.field("key_file");
        add(
                tls.certFile() == null ? certificate : key,
                AccessRules.identity(certificate.toString(), tls.certFile(), key.toString(), tls.keyFile()));
    }

    private void credential(FieldPath path, @Nullable Secret<String> credential) {
        if (credential != null) {
            add(path, AccessRules.credential(path.toString(), credential));
        }
    }

    private void file(FieldPath path, @Nullable String file) {
        if (file != null) {
            add(path, AccessRules.file(path.toString(), file));
        }
    }

    private void count(FieldPath path, int size, int limit) {
        add(path, SizeRules.count(path.toString(), size, limit));
    }

    private void add(FieldPath path, Optional<Refusal> refusal) {
        refusal.map(it -> new Placed(path.id(), it)).ifPresent(found::add);
    }
}
