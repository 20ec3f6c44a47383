package dev.registrymirror.registries.containerd;

import java.util.List;

/**
 * Which folder below certs.d containerd takes for a registry: the first that is there, whatever is in it.
 *
 * @param lookedFor the names that it looks for, in order, up to the one that it takes
 * @param content what it finds
 */
public record HostFolder(List<String> lookedFor, Content content) {
    /** Copies the list. */
    public HostFolder {
        lookedFor = List.copyOf(lookedFor);
    }

    /** What is found. */
    public sealed interface Content {
        /** None of the folders is there. */
        record Nothing() implements Content {}

        /**
         * A hosts.toml.
         *
         * @param folder the folder's name
         * @param name the name that it is written for
         * @param entry what it says
         */
        record File(String folder, String name, HostEntry entry) implements Content {}

        /**
         * A folder that has no hosts.toml, and is there only since that of another name lies deeper in it. It is taken all the same.
         *
         * @param folder the folder's name
         * @param inner the other name, such as {@code ghcr.io/team}
         */
        record NoFile(String folder, String inner) implements Content {}

        /**
         * A hosts.toml that several names write, and it is by chance which of them.
         *
         * @param folder the folder's name
         * @param names the names
         */
        record ByChance(String folder, List<String> names) implements Content {
            /** Copies the list. */
            public ByChance {
                names = List.copyOf(names);
            }
        }
    }

    /** The names that containerd looks for, in order. */
    public static List<String> candidates(String registry) {
        int colon = registry.lastIndexOf(':');
        return colon <= 0
                ? List.of(registry, HostEntries.WILDCARD_FOLDER)
                : List.of(
                        registry.substring(0, colon) + "_" + registry.substring(colon + 1) + "_",
                        registry,
                        HostEntries.WILDCARD_FOLDER);
    }
}
