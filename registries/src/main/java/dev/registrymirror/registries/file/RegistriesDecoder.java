package dev.registrymirror.registries.file;

import static dev.registrymirror.registries.file.ScalarMeaning.isNothing;
import static dev.registrymirror.registries.file.ScalarMeaning.isNull;

import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a document the meaning that yaml.v2 gives it, decoding into the structures of github.com/rancher/wharfie. What is written
 * twice follows that library: a mirror's or a configuration's entry, a list and a scalar are replaced; the sections, {@code rewrite},
 * {@code auth} and {@code tls} are decoded into what is there already; a null empties. A merge is decoded where it stands.
 */
final class RegistriesDecoder {
    /** What to do with one entry of a map. */
    private interface Field {
        void decode(String key, Node value);
    }

    /** What a rewrite takes in hosts.toml besides its own text. */
    private static final int REWRITE = 16;

    private final Aliases aliases;
    private final MeaningBounds bounds;
    private long rewritten;

    private RegistriesDecoder(MeaningBounds bounds) {
        this.aliases = new Aliases(bounds);
        this.bounds = bounds;
    }

    /** The meaning of a document. */
    static Registries decode(Node root, MeaningBounds bounds) {
        RegistriesDecoder decoder = new RegistriesDecoder(bounds);
        return decoder.aliases.document(root, decoder::registries);
    }

    private Registries registries(Node root) {
        Map<String, Mirror> mirrors = new HashMap<>();
        Map<String, HostConfig> configs = new HashMap<>();
        // Nobody uses this section, but RKE2 refuses the file when it is not what it should be.
        Map<String, AuthFields> auths = new HashMap<>();
        if (!isNull(root)) {
            fields(root, "the file", (key, value) -> {
                switch (key) {
                    case "mirrors" -> section(value, key, mirrors, this::mirror);
                    case "configs" -> section(value, key, configs, this::config);
                    case "auths" -> section(value, key, auths, node -> auth(node, new AuthFields()));
                    default -> {}
                }
            });
        }
        return Registries.of(mirrors, configs);
    }

    private Mirror mirror(Node node) {
        List<String> endpoints = new ArrayList<>();
        Map<String, String> rewrites = new HashMap<>();
        if (!isNull(node)) {
            fields(node, "a mirror", (key, value) -> {
                switch (key) {
                    case "endpoint" -> aliases.follow(value, list -> endpoints(list, endpoints));
                    case "rewrite" -> section(value, key, rewrites, item -> scalar(item, "a replacement"));
                    default -> {}
                }
            });
        }
        boundRewrites(node, endpoints.size(), rewrites);
        return Mirror.of(endpoints, rewrites);
    }

    private void boundRewrites(Node mirror, long endpoints, Map<String, String> rewrites) {
        long each = 0;
        for (Map.Entry<String, String> rewrite : rewrites.entrySet()) {
            each += rewrite.getKey().length() + rewrite.getValue().length() + REWRITE;
        }
        rewritten += endpoints * each;
        if (rewritten > bounds.rewritten()) {
            throw Verdict.undecided(
                    mirror, "RKE2 writes each rewrite of a mirror for each of its endpoints, which is too much here");
        }
    }

    private HostConfig config(Node node) {
        var access = new Object() {
            @Nullable
            AuthFields auth;

            @Nullable
            TlsFields tls;
        };
        if (!isNull(node)) {
            fields(node, "a configuration", (key, value) -> {
                switch (key) {
                    case "auth" ->
                        aliases.follow(
                                value, it -> access.auth = optional(it, access.auth, AuthFields::new, this::auth));
                    case "tls" ->
                        aliases.follow(value, it -> access.tls = optional(it, access.tls, TlsFields::new, this::tls));
                    default -> {}
                }
            });
        }
        return new HostConfig(
                access.auth == null ? null : access.auth.toAuth(), access.tls == null ? null : access.tls.toTls());
    }

    private interface Into<F> {
        F decode(Node node, F before);
    }

    /** Decodes what may be absent altogether. */
    private <F> @Nullable F optional(Node node, @Nullable F before, Supplier<F> empty, Into<F> into) {
        if (isNothing(node)) {
            return null;
        }
        return into.decode(node, before == null || isNull(node) ? empty.get() : before);
    }

    private AuthFields auth(Node node, AuthFields fields) {
        if (!isNull(node)) {
            fields(node, "auth", (key, value) -> {
                switch (key) {
                    case "username" -> text(value, key, it -> fields.username = it);
                    case "password" -> text(value, key, it -> fields.password = it);
                    case "auth" -> text(value, key, it -> fields.auth = it);
                    case "identity_token" -> text(value, key, it -> fields.identityToken = it);
                    default -> {}
                }
            });
        }
        return fields;
    }

    private TlsFields tls(Node node, TlsFields fields) {
        if (!isNull(node)) {
            fields(node, "tls", (key, value) -> {
                switch (key) {
                    case "ca_file" -> text(value, key, it -> fields.caFile = it);
                    case "cert_file" -> text(value, key, it -> fields.certFile = it);
                    case "key_file" -> text(value, key, it -> fields.keyFile = it);
                    case "insecure_skip_verify" ->
                        aliases.follow(value, it -> fields.insecureSkipVerify = bool(it, key));
                    default -> {}
                }
            });
        }
        return fields;
    }

    private interface Decode<V> {
        V decode(Node node);
    }

    private <V> void section(Node value, String what, Map<String, V> into, Decode<V> decode) {
        aliases.follow(value, node -> {
            if (isNull(node)) {
                into.clear();
            } else {
                fields(node, what, (key, item) -> aliases.follow(item, it -> into.put(key, decode.decode(it))));
            }
        });
    }

    private void fields(Node node, String what, Field field) {
        if (!(node instanceof Mapping mapping)) {
            throw Verdict.refused(node, what + " must be a map");
        }
        for (Node.Entry entry : mapping.entries()) {
            if (ScalarMeaning.isMerge(entry.key())) {
                for (Node merged : Merges.inOrder(entry.value())) {
                    aliases.follow(merged, it -> fields(it, what, field));
                }
            } else {
                aliases.follow(entry.key(), key -> field.decode(key(key), entry.value()));
            }
        }
    }

    private String key(Node node) {
        String key = scalar(node, "a key");
        if (key.length() > bounds.key()) {
            throw Verdict.undecided(node, "a key of more than %,d characters is not looked at".formatted(bounds.key()));
        }
        return key;
    }

    private void endpoints(Node node, List<String> into) {
        into.clear();
        if (!isNull(node)) {
            if (!(node instanceof Sequence sequence)) {
                throw Verdict.refused(node, "endpoint must be a list, not a single value");
            }
            for (Node item : sequence.items()) {
                text(item, "an endpoint", into::add);
            }
        }
    }

    private void text(Node value, String what, Consumer<String> into) {
        aliases.follow(value, node -> into.accept(scalar(node, what)));
    }

    private String scalar(Node node, String what) {
        if (!(node instanceof Scalar scalar)) {
            throw Verdict.refused(node, what + " must be a single value, not a list or a map");
        }
        String text = ScalarMeaning.text(scalar);
        aliases.text(node, text);
        return text;
    }

    private static boolean bool(Node node, String what) {
        if (!(node instanceof Scalar scalar)) {
            throw Verdict.refused(node, what + " must be true or false, not a list or a map");
        }
        return ScalarMeaning.bool(scalar, what);
    }
}
