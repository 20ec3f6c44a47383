package dev.registrymirror.mirrors.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * The objects in a text.
 *
 * @param mirrors number of RegistryMirrors
 * @param secrets number of Secrets
 * @param configMaps number of ConfigMaps
 * @param others kind and name of those that are passed over, as nothing is known of their kinds
 */
public record SourceContent(int mirrors, int secrets, int configMaps, List<String> others) {
    static final SourceContent NOTHING = new SourceContent(0, 0, 0, List.of());

    /** Copies the list. */
    public SourceContent {
        others = List.copyOf(others);
    }

    SourceContent and(ManifestObject object) {
        return switch (object.kind()) {
            case "RegistryMirror" -> new SourceContent(mirrors + 1, secrets, configMaps, others);
            case "Secret" -> new SourceContent(mirrors, secrets + 1, configMaps, others);
            case "ConfigMap" -> new SourceContent(mirrors, secrets, configMaps + 1, others);
            default -> {
                List<String> more = new ArrayList<>(others);
                more.add(object.toString());
                yield new SourceContent(mirrors, secrets, configMaps, more);
            }
        };
    }

    /** Whether there are objects, and nothing is known of any of them. */
    public boolean isForeign() {
        // The operator does know its own settings.
        boolean fleet = others.stream().anyMatch(other -> other.startsWith("RegistryFleet "));
        return mirrors + secrets + configMaps == 0 && !others.isEmpty() && !fleet;
    }
}
