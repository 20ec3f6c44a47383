package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What entries are without because nothing in them is known. */
final class Losses {
    /** Paths of mirrors without endpoint, of auth without credentials, and of configurations that say nothing. */
    private final Set<String> empty = new HashSet<>();

    Losses(Registries registries) {
        registries.mirrors().forEach((name, mirror) -> {
            if (mirror.endpoints().isEmpty()) {
                empty.add(FieldPath.mirror(name).id());
            }
        });
        registries.configs().forEach((host, config) -> {
            FieldPath path = FieldPath.config(host);
            if (!Subject.says(config)) {
                empty.add(path.id());
            }
            if (!Subject.hasCredentials(config)) {
                empty.add(path.field("auth").id());
            }
        });
    }

    /** What the entry at a path is without; nothing if it has it. */
    Optional<String> at(KnownKeys level, String path) {
        return empty.contains(path)
                ? switch (level) {
                    case MIRROR -> Optional.of("the mirror has no endpoint");
                    case AUTH -> Optional.of("nothing is sent to the registry");
                    case CONFIG -> Optional.of("the entry has neither credentials nor TLS settings");
                    case FILE, TLS -> Optional.empty();
                }
                : Optional.empty();
    }
}
