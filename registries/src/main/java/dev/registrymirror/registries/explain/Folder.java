package dev.registrymirror.registries.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder below certs.d that decides about a registry.
 *
 * @param lookedFor the folders that containerd looks for, in order, up to the one that it takes
 * @param taken the folder that is there, or null
 * @param field the entry of the file that the folder is written for, or null
 * @param unreadable why containerd cannot read its hosts.toml and ignores it, a part of a sentence; or null
 * @param fails why every pull from this registry fails, a part of a sentence; or null
 * @param undecided why it is by chance what is in the folder, a part of a sentence; or null
 */
public record Folder(
        List<String> lookedFor,
        @Nullable String taken,
        @Nullable String field,
        @Nullable String unreadable,
        @Nullable String fails,
        @Nullable String undecided) {
    /** Copies the list. */
    public Folder {
        lookedFor = List.copyOf(lookedFor);
    }

    /** The names that containerd looks for, in order. */
    static List<String> candidates(String registry) {
        List<String> names = new ArrayList<>();
        int colon = registry.lastIndexOf(':');
        if (colon > 0) {
            names.add(registry.substring(0, colon) + "_" + registry.substring(colon + 1) + "_");
        }
        names.add(registry);
        names.add("_default");
        return names;
    }
}
