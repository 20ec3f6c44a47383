package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.AuthSource;
import dev.registrymirror.api.v1alpha1.CaReference;
import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.api.v1alpha1.SecretReference;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.mirrors.resolve.SpecPaths;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the spec of a RegistryMirror. Whatever could not be read has been reported, and the rest is read all the same. */
final class MirrorReader {
    private static final int MAX_PRIORITY = 1_000_000;

    private MirrorReader() {}

    static @Nullable RegistryMirrorSpec spec(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        Value selector = fields.optional("nodeSelector");
        var spec = new RegistryMirrorSpec(
                selector == null ? null : SelectorReader.selector(selector),
                priority(fields.optional("priority")),
                items(fields, "mirrors", MirrorReader::mirror),
                items(fields, "configs", MirrorReader::config));
        fields.nothingElse();
        if (isEmpty(fields, spec)) {
            value.refuse(
                    ManifestCode.MissingField,
                    "has neither mirrors nor configs",
                    "say what the selected nodes should have; to give them their former state back, delete the RegistryMirror");
        }
        return spec;
    }

    /** Nothing is missing where something is there that could not be read. */
    private static boolean isEmpty(Fields fields, RegistryMirrorSpec spec) {
        return spec.mirrors().isEmpty() && spec.configs().isEmpty() && !fields.hasProblem();
    }

    private static int priority(@Nullable Value value) {
        Integer priority = value == null ? Integer.valueOf(0) : value.integer();
        if (priority == null) return 0;
        if (value != null && Math.abs((long) priority) > MAX_PRIORITY) {
            value.refuse("is too far from 0", "use a number from -1000000 to 1000000");
        }
        return priority;
    }

    private static @Nullable MirrorEntry mirror(Value value) {
        Fields fields = keyed(value, "registry", SpecPaths::mirror);
        if (fields == null) return null;
        String registry = fields.requiredText("registry");
        List<String> endpoints = items(fields, "endpoints", Value::text);
        List<RewriteRule> rewrites = items(fields, "rewrites", MirrorReader::rewrite);
        fields.nothingElse();
        return registry == null ? null : new MirrorEntry(registry, endpoints, rewrites);
    }

    private static @Nullable RewriteRule rewrite(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        String pattern = fields.requiredText("pattern");
        String replacement = fields.requiredText("replacement");
        fields.nothingElse();
        return pattern == null || replacement == null ? null : new RewriteRule(pattern, replacement);
    }

    private static @Nullable ConfigEntry config(Value value) {
        Fields fields = keyed(value, "host", SpecPaths::config);
        if (fields == null) return null;
        String host = fields.requiredText("host");
        Value auth = fields.optional("auth");
        Value tls = fields.optional("tls");
        var entry = host == null
                ? null
                : new ConfigEntry(host, auth == null ? null : auth(auth), tls == null ? null : tls(tls));
        fields.nothingElse();
        return entry;
    }

    private static @Nullable AuthSource auth(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        Value reference = fields.required("secretRef");
        SecretReference secret = reference == null ? null : secret(reference);
        fields.nothingElse();
        return secret == null ? null : new AuthSource(secret);
    }

    private static @Nullable SecretReference secret(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        String name = NameReader.object(fields);
        fields.nothingElse();
        return name == null ? null : new SecretReference(name);
    }

    private static @Nullable TlsSource tls(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        Value ca = fields.optional("caRef");
        Value client = fields.optional("clientCertRef");
        Value insecure = fields.optional("insecureSkipVerify");
        var tls = new TlsSource(
                ca == null ? null : ca(ca),
                fields.text("caFile"),
                client == null ? null : secret(client),
                fields.text("certFile"),
                fields.text("keyFile"),
                insecure == null ? null : insecure.bool());
        fields.nothingElse();
        return tls;
    }

    private static @Nullable CaReference ca(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        Value kindField = fields.required("kind");
        CaReference.Kind kind = kindField == null ? null : kindField.oneOf(CaReference.Kind.class);
        String name = NameReader.object(fields);
        String key = NameReader.dataKey(fields);
        fields.nothingElse();
        return kind == null || name == null
                ? null
                : new CaReference(kind, name, key == null ? CaReference.DEFAULT_KEY : key);
    }

    /** An entry of a list that is keyed: what is wrong in it is told by its key, as the API server and the operator do. */
    private static @Nullable Fields keyed(Value value, String key, UnaryOperator<String> path) {
        String name = value.peek(key);
        return Fields.of(name == null ? value : value.named(path.apply(name)));
    }

    private static <T> List<T> items(Fields fields, String name, Function<Value, @Nullable T> read) {
        Value value = fields.optional(name);
        return value == null ? List.of() : value.items(read);
    }
}
