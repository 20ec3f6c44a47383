package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.model.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where below certs.d each registry's hosts.toml is written.
 *
 * @param paths by the registry's name: {@code certs.d/NAME/hosts.toml}, with {@code .}, {@code ..} and empty parts resolved
 * @param problems names that have no such place of their own
 */
record CertsFolder(SortedMap<String, String> paths, List<Problem> problems) {
    private static final int MAX_PART = 255;
    private static final int MAX_PATH = 4095;

    static CertsFolder of(HostEntries entries, NodeOptions options) {
        SortedMap<String, String> paths = new TreeMap<>(Utf8Order.COMPARATOR);
        SortedMap<String, List<String>> names = new TreeMap<>(Utf8Order.COMPARATOR);
        List<Problem> problems = new ArrayList<>();
        String root = PathCleaning.clean(options.certsFolder());
        for (String name : entries.entries().keySet()) {
            String folder = PathCleaning.clean(root + "/" + name);
            if (!folder.equals(root) && !folder.startsWith(root + "/")) {
                problems.add(new Problem.LeavesFolder(name));
                continue;
            }
            String file = folder + "/" + HostsToml.FILE_NAME;
            String problem = problem(file);
            if (!problem.isEmpty()) {
                problems.add(new Problem.NoFileName(name, problem));
            }
            names.computeIfAbsent(file, key -> new ArrayList<>()).add(name);
            paths.put(name, ContainerdFiles.CERTS_FOLDER + file.substring(root.length()));
        }
        names.forEach((file, all) -> {
            if (all.size() > 1) {
                problems.add(new Problem.Collision(relative(root, file), all));
            }
            if (!names.subMap(file + "/", file + "0").isEmpty()) {
                problems.add(new Problem.NoFileName(
                        all.getFirst(), "its hosts.toml has the place of the folder of another registry"));
            }
        });
        if (!entries.wildcardByChance().isEmpty()) {
            problems.add(new Problem.Collision(
                    HostEntries.WILDCARD_FOLDER, List.of(HostEntries.WILDCARD, HostEntries.WILDCARD_FOLDER)));
        }
        return new CertsFolder(paths, problems);
    }

    private static String relative(String root, String file) {
        int end = file.length() - HostsToml.FILE_NAME.length() - 1;
        return end <= root.length() ? "." : file.substring(root.length() + 1, end);
    }

    private static String problem(String file) {
        if (file.indexOf('\0') >= 0) {
            return "it holds the character NUL";
        }
        if (bytes(file) > MAX_PATH) {
            return "its file would have a path of more than 4,095 bytes";
        }
        for (String part : file.split("/", -1)) {
            if (bytes(part) > MAX_PART) {
                return "a part of it has more than 255 bytes, which no folder's name has";
            }
        }
        return "";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
