package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Stray;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where keys belong that are known elsewhere, in words that fit where they stand. */
final class KeyHomes {
    /** The host of the first endpoint of each mirror, by the mirror's path. */
    private final Map<String, String> endpoints = new HashMap<>();

    /** The first mirror with each endpoint, by the path of the configuration for the endpoint's host. */
    private final Map<String, String> mirrors = new HashMap<>();

    /**
     * For the keys of one file.
     *
     * @param registries what the file means without them
     */
    KeyHomes(Registries registries) {
        registries.mirrors().forEach((name, mirror) -> {
            String path = FieldPath.mirror(name).id();
            mirror.endpoints().stream()
                    .flatMap(text -> Endpoint.of(text).stream())
                    .map(Endpoint::address)
                    .forEach(address -> {
                        endpoints.putIfAbsent(path, address);
                        mirrors.putIfAbsent(FieldPath.config(address).id(), name);
                    });
        });
    }

    /**
     * Where a key belongs; nothing if it is known nowhere.
     *
     * @param level what stands at its place
     * @param stray the key
     */
    Optional<String> of(KnownKeys level, Stray stray) {
        if (level != KnownKeys.FILE && KnownKeys.FILE.keys().contains(stray.key())) {
            return Optional.of("the margin of the file");
        }
        String entry =
                level == KnownKeys.AUTH || level == KnownKeys.TLS ? FieldPath.enclosing(stray.path()) : stray.path();
        String shown = FieldPath.shown(entry);
        String name = shown.isEmpty() ? "" : shown.substring(shown.indexOf('['));
        return switch (level) {
            case FILE -> ofFile(stray);
            case MIRROR ->
                same(KnownKeys.CONFIG, stray)
                        .or(() -> same(KnownKeys.AUTH, stray).map(_ -> "auth"))
                        .or(() -> same(KnownKeys.TLS, stray).map(_ -> "tls"))
                        .map(section -> "configs, under the endpoint's host[:port]: configs[%s].%s"
                                .formatted(endpointOf(entry), section));
            case CONFIG ->
                same(KnownKeys.AUTH, stray)
                        .map(_ -> "auth: %s.auth".formatted(shown))
                        .or(() -> same(KnownKeys.TLS, stray).map(_ -> "tls: %s.tls".formatted(shown)))
                        .or(() -> same(KnownKeys.MIRROR, stray)
                                .map(key -> "mirrors: mirrors%s"
                                        .formatted(key.equals("rewrite") ? mirrorWith(entry, name) : name)));
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
    private String mirrorWith(String entry, String name) {
        String mirror = mirrors.get(entry);
        return mirror == null ? name : "[%s]".formatted(FieldPath.quote(mirror));
    }

    private String endpointOf(String entry) {
        String address = endpoints.get(entry);
        return address == null ? "\"HOST\"" : FieldPath.quote(address);
    }

    /** Where a key of the file itself belongs. */
    static Optional<String> ofFile(Stray stray) {
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
