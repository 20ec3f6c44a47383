package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import java.util.ArrayList;
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

    /**
     * Looks for a registry's folder.
     *
     * @param registry {@code host[:port]} as it stands in the name of an image
     * @param entries what the node's program writes
     * @param options the node's options
     */
    public static HostFolder of(String registry, HostEntries entries, NodeOptions options) {
        CertsFolder certs = CertsFolder.of(entries, options);
        List<String> lookedFor = new ArrayList<>();
        for (String folder : candidates(registry)) {
            lookedFor.add(folder);
            Content content = content(folder, certs, entries);
            if (!(content instanceof Content.Nothing)) {
                return new HostFolder(lookedFor, content);
            }
        }
        return new HostFolder(lookedFor, new Content.Nothing());
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

    private static Content content(String folder, CertsFolder certs, HostEntries entries) {
        for (Problem problem : certs.problems()) {
            if (problem instanceof Problem.Collision(String of, List<String> names) && of.equals(folder)) {
                return new Content.ByChance(folder, names);
            }
        }
        String path = ContainerdFiles.CERTS_FOLDER + "/" + folder + "/";
        Content found = new Content.Nothing();
        for (var written : certs.paths().entrySet()) {
            HostEntry entry = entries.entries().get(written.getKey());
            if (entry != null && written.getValue().equals(path + HostsToml.FILE_NAME)) {
                return new Content.File(folder, written.getKey(), entry);
            }
            if (written.getValue().startsWith(path)) {
                found = new Content.NoFile(folder, written.getKey());
            }
        }
        return found;
    }
}
