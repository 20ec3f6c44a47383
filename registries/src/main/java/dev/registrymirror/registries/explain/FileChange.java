package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.explain.Change.Kind;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A difference between the files that containerd gets, whose content is not told.
 *
 * @param path {@code certs.d/NAME/hosts.toml}, or {@link ContainerdFiles#AUTH_FILE} for what is a part of config.toml
 * @param kind what happens to it
 */
public record FileChange(String path, Kind kind) {
    static List<FileChange> of(Rendered old, Rendered now) {
        SortedMap<String, Secret<String>> before = old.files();
        SortedMap<String, Secret<String>> after = now.files();
        SortedSet<String> paths = new TreeSet<>(Utf8Order.COMPARATOR);
        paths.addAll(before.keySet());
        paths.addAll(after.keySet());
        List<FileChange> changes = new ArrayList<>();
        for (String path : paths) {
            Secret<String> was = before.get(path);
            Secret<String> is = after.get(path);
            if (!Objects.equals(was, is)) {
                Kind kind = was == null ? Kind.ADDED : is == null ? Kind.REMOVED : Kind.CHANGED;
                changes.add(new FileChange(ContainerdFiles.shown(path), kind));
            }
        }
        return changes;
    }
}
