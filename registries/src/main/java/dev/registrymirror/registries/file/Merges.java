package dev.registrymirror.registries.file;

import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Alias;
import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Sequence;
import java.util.List;

/** What stands behind a merge key: a map, an alias of one, or a list of those. */
final class Merges {
    private Merges() {}

    /** The maps in the order in which they are decoded, the last first, so that the first wins. */
    static List<Node> inOrder(Node value) {
        List<Node> maps = value instanceof Sequence sequence ? sequence.items().reversed() : List.of(value);
        for (Node map : maps) {
            if (!(map instanceof Alias alias ? alias.target() : map).getClass().equals(Mapping.class)) {
                throw Verdict.refused(map, "behind a merge key (<<) there must be a map, or a list of maps");
            }
        }
        return maps;
    }
}
