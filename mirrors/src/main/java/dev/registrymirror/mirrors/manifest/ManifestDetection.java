package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.Api;
import dev.registrymirror.registries.yaml.BoundException;
import dev.registrymirror.registries.yaml.Document;
import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells manifests from a registries.yaml by what they hold, as files are called anything. */
public final class ManifestDetection {
    private static final Pattern KEY_AT_MARGIN =
            Pattern.compile("(?m)^[\"']?(apiVersion|kind|mirrors|configs)[\"']?\\s*:");

    private ManifestDetection() {}

    /**
     * Whether a text is manifests: the first of its documents that tells decides, by what stands at the margin.
     *
     * @param text any text, also one that is no YAML
     */
    public static boolean isManifest(byte[] text) {
        return Documents.of(text).stream()
                .flatMap(part -> verdict(part.text()).stream())
                .findFirst()
                .orElse(false);
    }

    private static Optional<Boolean> verdict(byte[] text) {
        try {
            return Document.read(text, ManifestReader.BOUNDS)
                    .root()
                    .filter(Mapping.class::isInstance)
                    .flatMap(root -> verdict((Mapping) root));
        } catch (SyntaxException | BoundException _) {
            Matcher matcher = KEY_AT_MARGIN.matcher(new String(text, StandardCharsets.UTF_8));
            return matcher.find()
                    ? Optional.of(matcher.group(1).equals("apiVersion")
                            || matcher.group(1).equals("kind"))
                    : Optional.empty();
        }
    }

    private static Optional<Boolean> verdict(Mapping document) {
        Map<String, Node> fields = new HashMap<>();
        document.entries().forEach(entry -> {
            if (entry.key() instanceof Scalar key) fields.putIfAbsent(key.value(), entry.value());
        });
        boolean sections = fields.containsKey("mirrors") || fields.containsKey("configs");
        boolean version = fields.containsKey("apiVersion");
        boolean kind = fields.containsKey("kind") && (fields.containsKey("metadata") || fields.containsKey("spec"));
        // A RegistryMirror whose spec lies at the margin is meant for the API all the same.
        if (sections && !isOurs(fields.get("apiVersion"))) return Optional.of(false);
        return version || kind ? Optional.of(true) : Optional.empty();
    }

    private static boolean isOurs(@Nullable Node version) {
        return version instanceof Scalar text && text.value().startsWith(Api.GROUP + "/");
    }
}
