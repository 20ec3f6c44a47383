package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Gives a node graph the meaning that yaml.v2 gives it, decoding into the structures of github.com/rancher/wharfie. What is written
 * twice follows that library: a mirror's or a configuration's entry, a list and a scalar are replaced; the sections, {@code rewrite},
 * {@code auth} and {@code tls} are decoded into what is there already; a null empties.
 */
final class RegistriesDecoder {
    /** Beyond so many steps yaml.v2 may call a file with aliases excessive; how it counts depends on its own tree. */
    private static final int MAX_STEPS_WITH_ALIASES = 1000;

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");

    private static final Set<String> NOTHING = Set.of("", "~", "null");

    /** What to do with one entry of a map. */
    private interface Entry {
        void decode(String key, Node value);
    }

    private final boolean aliases;

    /** The maps that are being decoded, outermost first; nodes are equal only to themselves. */
    private final Set<Node> path = new HashSet<>();

    private int steps;

    private RegistriesDecoder(boolean aliases) {
        this.aliases = aliases;
    }

    /** The meaning of a document. */
    static Registries decode(YamlTree tree) {
        Node root = tree.root();
        return root == null ? Registries.EMPTY : new RegistriesDecoder(tree.aliases()).registries(root);
    }

    private Registries registries(Node root) {
        Map<String, Mirror> mirrors = new HashMap<>();
        Map<String, HostConfig> configs = new HashMap<>();
        // Nobody uses this section, but RKE2 refuses the file when it is not what it should be.
        Map<String, AuthFields> auths = new HashMap<>();
        if (!isNull(root)) {
            entries(root, "the file", (key, value) -> {
                switch (key) {
                    case "mirrors" -> section(value, "mirrors", mirrors, this::mirror);
                    case "configs" -> section(value, "configs", configs, this::config);
                    case "auths" -> section(value, "auths", auths, node -> auth(node, null));
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
            entries(node, "a mirror", (key, value) -> {
                switch (key) {
                    case "endpoint" -> {
                        endpoints.clear();
                        endpoints.addAll(list(value));
                    }
                    case "rewrite" -> section(value, "rewrite", rewrites, item -> text(item, "a replacement"));
                    default -> {}
                }
            });
        }
        return Mirror.of(endpoints, rewrites);
    }

    private HostConfig config(Node node) {
        var access = new Object() {
            @Nullable
            AuthFields auth;

            @Nullable
            TlsFields tls;
        };
        if (!isNull(node)) {
            entries(node, "a configuration", (key, value) -> {
                switch (key) {
                    case "auth" -> access.auth = isNothing(value) ? null : auth(value, access.auth);
                    case "tls" -> access.tls = isNothing(value) ? null : tls(value, access.tls);
                    default -> {}
                }
            });
        }
        return new HostConfig(
                access.auth == null ? null : access.auth.toAuth(), access.tls == null ? null : access.tls.toTls());
    }

    private AuthFields auth(Node node, @Nullable AuthFields before) {
        AuthFields fields = before == null || isNull(node) ? new AuthFields() : before;
        if (!isNull(node)) {
            entries(node, "auth", (key, value) -> {
                switch (key) {
                    case "username" -> fields.username = text(value, key);
                    case "password" -> fields.password = text(value, key);
                    case "auth" -> fields.auth = text(value, key);
                    case "identity_token" -> fields.identityToken = text(value, key);
                    default -> {}
                }
            });
        }
        return fields;
    }

    private TlsFields tls(Node node, @Nullable TlsFields before) {
        TlsFields fields = before == null || isNull(node) ? new TlsFields() : before;
        if (!isNull(node)) {
            entries(node, "tls", (key, value) -> {
                switch (key) {
                    case "ca_file" -> fields.caFile = text(value, key);
                    case "cert_file" -> fields.certFile = text(value, key);
                    case "key_file" -> fields.keyFile = text(value, key);
                    case "insecure_skip_verify" -> fields.insecureSkipVerify = bool(value, key);
                    default -> {}
                }
            });
        }
        return fields;
    }

    private <V> void section(Node node, String what, Map<String, V> into, Function<Node, V> decode) {
        if (isNull(node)) {
            into.clear();
        } else {
            entries(node, what, (key, value) -> into.put(key, decode.apply(value)));
        }
    }

    private void entries(Node node, String what, Entry entry) {
        step(node);
        if (!(node instanceof MappingNode mapping)) {
            throw Verdict.refused(node.getStartMark(), what + " must be a map");
        }
        if (!path.add(node)) {
            throw Verdict.undecided(node.getStartMark(), "an anchor contains itself");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (Tag.MERGE.equals(key.getTag())) {
                throw Verdict.undecided(
                        key.getStartMark(), "there is a merge key (<<), which YAML parsers read differently");
            }
            entry.decode(text(key, "a key"), tuple.getValueNode());
        }
        path.remove(node);
    }

    private List<String> list(Node node) {
        step(node);
        if (isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw Verdict.refused(node.getStartMark(), "endpoint must be a list, not a single value");
        }
        return sequence.getValue().stream()
                .map(item -> text(item, "an endpoint"))
                .toList();
    }

    /** Any scalar is taken as it is written, whatever it looks like; a null is the empty string. */
    private String text(Node node, String what) {
        step(node);
        if (!(node instanceof ScalarNode scalar)) {
            throw Verdict.refused(node.getStartMark(), what + " must be a single value, not a list or a map");
        }
        return isNull(scalar) ? "" : scalar.getValue();
    }

    private boolean bool(Node node, String what) {
        step(node);
        if (isNull(node)) {
            return false;
        }
        if (node instanceof ScalarNode scalar && scalar.isPlain() && !isTagged(node)) {
            if (TRUE.contains(scalar.getValue())) {
                return true;
            }
            if (FALSE.contains(scalar.getValue())) {
                return false;
            }
        }
        throw Verdict.refused(node.getStartMark(), what + " must be true or false, without quotes");
    }

    private void step(Node node) {
        steps++;
        if (aliases && steps > MAX_STEPS_WITH_ALIASES) {
            throw Verdict.undecided(
                    node.getStartMark(), "the file has aliases and is too large to tell what RKE2 makes of them");
        }
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.isPlain() && Tag.NULL.equals(node.getTag());
    }

    /** Where yaml.v2 decodes into a pointer it knows fewer nulls: {@code Null} and {@code NULL} give an empty entry there. */
    private static boolean isNothing(Node node) {
        return isNull(node) && node instanceof ScalarNode scalar && NOTHING.contains(scalar.getValue());
    }

    private static boolean isTagged(Node node) {
        return !node.getTag().startsWith(Tag.PREFIX);
    }

    /** Credentials while they are decoded. */
    private static final class AuthFields {
        private @Nullable String username;
        private @Nullable String password;
        private @Nullable String auth;
        private @Nullable String identityToken;

        Auth toAuth() {
            return new Auth(username, secret(password), secret(auth), secret(identityToken));
        }

        private static @Nullable Secret<String> secret(@Nullable String value) {
            return value == null ? null : Secret.of(value);
        }
    }

    /** TLS settings while they are decoded. */
    private static final class TlsFields {
        private @Nullable String caFile;
        private @Nullable String certFile;
        private @Nullable String keyFile;
        private boolean insecureSkipVerify;

        Tls toTls() {
            return new Tls(caFile, certFile, keyFile, insecureSkipVerify);
        }
    }
}
