package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.containerd.HostFolder.Content;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The folders below certs.d of one node, to be asked for any number of registries. */
public final class HostFolders {
    private final HostEntries entries;

    /** The names that have a file, by its path. */
    private final SortedMap<String, String> names = new TreeMap<>(Utf8Order.COMPARATOR);

    /** The names that share a folder, by the folder. */
    private final Map<String, List<String>> shared = new HashMap<>();

    private HostFolders(HostEntries entries, CertsFolder certs) {
        this.entries = entries;
        certs.paths().forEach((name, path) -> names.putIfAbsent(path, name));
        for (Problem problem : certs.problems()) {
            if (problem instanceof Problem.Collision(String folder, List<String> all)) {
                shared.putIfAbsent(folder, all);
            }
        }
    }

    /**
     * The folders of a node.
     *
     * @param entries what the node's program writes
     * @param options the node's options
     */
    public static HostFolders of(HostEntries entries, NodeOptions options) {
        return new HostFolders(entries, CertsFolder.of(entries, options));
    }

    /**
     * Looks for a registry's folder.
     *
     * @param registry {@code host[:port]} as it stands in the name of an image
     */
    public HostFolder of(String registry) {
        List<String> lookedFor = new ArrayList<>();
        for (String folder : HostFolder.candidates(registry)) {
            lookedFor.add(folder);
            Content content = content(folder);
            if (!(content instanceof Content.Nothing)) {
                return new HostFolder(lookedFor, content);
            }
        }
        return new HostFolder(lookedFor, new Content.Nothing());
    }

    private Content content(String folder) {
        List<String> several = shared.get(folder);
        if (several != null) {
            return new Content.ByChance(folder, several);
        }
        String path = ContainerdFiles.CERTS_FOLDER + "/" + folder;
        String name = names.get(path + "/" + HostsToml.FILE_NAME);
        HostEntry entry = name == null ? null : entries.entries().get(name);
        if (name != null && entry != null) {
            return new Content.File(folder, name, entry);
        }
        // The character 0 comes next after the slash.
        SortedMap<String, String> deeper = names.subMap(path + "/", path + "0");
        return deeper.isEmpty()
                ? new Content.Nothing()
                : new Content.NoFile(folder, deeper.sequencedValues().getLast());
    }
}
