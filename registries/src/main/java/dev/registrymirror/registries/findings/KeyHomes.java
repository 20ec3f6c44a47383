package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Stray;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.List;
import java.util.Optional;

/** Where keys belong that are known elsewhere, in words that fit where they stand. */
final class KeyHomes {
    private KeyHomes() {}

    /**
     * Where a key belongs; nothing if it is known nowhere.
     *
     * @param registries what the file means without it
     * @param level what stands at its place
     * @param stray the key
     */
    static Optional<String> of(Registries registries, KnownKeys level, Stray stray) {
        if (level != KnownKeys.FILE && List.of("mirrors", "configs").contains(stray.key())) {
            return Optional.of("the margin of the file");
        }
        String entry =
                level == KnownKeys.AUTH || level == KnownKeys.TLS ? FieldPath.enclosing(stray.path()) : stray.path();
        String shown = FieldPath.shown(entry);
        String name = shown.isEmpty() ? "" : shown.substring(shown.indexOf('['));
        return switch (level) {
            case FILE -> fileHome(stray);
            case MIRROR ->
                same(KnownKeys.CONFIG, stray)
                        .or(() -> same(KnownKeys.AUTH, stray).map(_ -> "auth"))
                        .or(() -> same(KnownKeys.TLS, stray).map(_ -> "tls"))
                        .map(section -> "configs, under the endpoint's host[:port]: configs[%s].%s"
                                .formatted(endpointOf(registries, entry), section));
            case CONFIG ->
                same(KnownKeys.AUTH, stray)
                        .map(_ -> "auth: %s.auth".formatted(shown))
                        .or(() -> same(KnownKeys.TLS, stray).map(_ -> "tls: %s.tls".formatted(shown)))
                        .or(() -> same(KnownKeys.MIRROR, stray)
                                .map(key -> "mirrors: mirrors%s"
                                        .formatted(
                                                key.equals("rewrite") ? mirrorWith(registries, entry, name) : name)));
            case AUTH ->
                same(KnownKeys.TLS, stray)
                        .map(_ -> "tls, beside auth: %s.tls".formatted(shown))
                        .or(() -> same(KnownKeys.CONFIG, stray).map(_ -> "the host, beside auth: %s".formatted(shown)));
            case TLS ->
                same(KnownKeys.AUTH, stray)
                        .map(_ -> "auth, beside tls: %s.auth".formatted(shown))
                        .or(() -> same(KnownKeys.CONFIG, stray).map(_ -> "the host, beside tls: %s".formatted(shown)));
        };
    }

    /** The mirror that has the host of the configuration at a path as endpoint, or is called like it. */
    private static String mirrorWith(Registries registries, String entry, String name) {
        return registries.mirrors().entrySet().stream()
                .filter(mirror -> mirror.getValue().endpoints().stream()
                        .flatMap(text -> Endpoint.of(text).stream())
                        .anyMatch(endpoint -> FieldPath.of("configs")
                                .entry(endpoint.address())
                                .id()
                                .equals(entry)))
                .findFirst()
                .map(mirror -> "[%s]".formatted(FieldPath.quote(mirror.getKey())))
                .orElse(name);
    }

    /** The host of the first endpoint of the mirror at a path. */
    private static String endpointOf(Registries registries, String entry) {
        return registries.mirrors().entrySet().stream()
                .filter(mirror ->
                        FieldPath.of("mirrors").entry(mirror.getKey()).id().equals(entry))
                .flatMap(mirror -> mirror.getValue().endpoints().stream())
                .flatMap(text -> Endpoint.of(text).stream())
                .findFirst()
                .map(endpoint -> FieldPath.quote(endpoint.address()))
                .orElse("\"HOST\"");
    }

    private static Optional<String> fileHome(Stray stray) {
        if (KnownKeys.isNodeConfig(stray.key())) {
            return Optional.of("config.yaml, beside this file");
        }
        if (same(KnownKeys.MIRROR, stray).isPresent()) {
            return Optional.of("a mirror: mirrors[\"REGISTRY\"]");
        }
        for (KnownKeys level : List.of(KnownKeys.CONFIG, KnownKeys.AUTH, KnownKeys.TLS)) {
            if (same(level, stray).isPresent()) {
                return Optional.of("the endpoint's host: configs[\"HOST\"]");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> same(KnownKeys level, Stray stray) {
        return level.same(stray.key());
    }
}
