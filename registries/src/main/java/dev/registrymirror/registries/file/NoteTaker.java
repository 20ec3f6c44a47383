package dev.registrymirror.registries.file;

import dev.registrymirror.registries.file.Shape.Entries;
import dev.registrymirror.registries.file.Shape.Fields;
import dev.registrymirror.registries.file.Shape.Items;
import dev.registrymirror.registries.file.Shape.Value;
import dev.registrymirror.registries.file.Stray.Kind;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.yaml.Document;
import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Alias;
import dev.registrymirror.registries.yaml.Node.Mapping;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Goes through a document that was decoded before, and so has the shape that it should have, and takes the notes. */
final class NoteTaker {
    /** Sorted, so that all below a path is one range. */
    private final SortedMap<String, Place> places = new TreeMap<>();

    private final List<Unknown> strays = new ArrayList<>();
    private final List<Repeat> repeats = new ArrayList<>();

    /** What aliases refer to that stand where RKE2 looks. */
    private final Set<Node> used = Collections.newSetFromMap(new IdentityHashMap<>());

    /** An unknown key, of which it is known at the end only whether something refers to it. */
    private record Unknown(FieldPath path, String key, Node.Entry entry) {}

    private NoteTaker() {}

    static Notes take(Document document) {
        NoteTaker taker = new NoteTaker();
        document.root().ifPresent(root -> {
            taker.places.put(FieldPath.ROOT.id(), Place.of(root.mark()));
            taker.visit(FieldPath.ROOT, Shape.FILE, root);
        });
        // Merges and aliases lead through the text in another order than its own.
        List<Stray> strays = taker.strays.stream()
                .map(taker::stray)
                .sorted(Comparator.comparing(Stray::place, Place.ORDER))
                .toList();
        taker.repeats.sort(Comparator.comparing(Repeat::place, Place.ORDER));
        return new Notes(taker.places, strays, taker.repeats, document.more().map(Place::of));
    }

    private void visit(FieldPath path, Shape shape, Node node) {
        use(node);
        switch (target(node)) {
            case Sequence list
            when shape instanceof Items -> {
                List<Node> items = list.items();
                for (int i = 0; i < items.size(); i++) {
                    use(items.get(i));
                    note(path.item(i), items.get(i));
                }
            }
            case Mapping map -> map(path, shape, map);
            default -> {}
        }
    }

    private void map(FieldPath path, Shape shape, Mapping map) {
        Map<String, Node.Entry> seen = new HashMap<>();
        for (Node.Entry entry : map.entries()) {
            if (ScalarMeaning.isMerge(entry.key())) {
                use(entry.value());
                if (target(entry.value()) instanceof Sequence several) {
                    several.items().forEach(this::use);
                }
                Merges.inOrder(entry.value()).forEach(merged -> visit(path, shape, merged));
                continue;
            }
            String key = key(entry.key());
            Place place = Place.of(entry.key().mark());
            Node.Entry former = seen.put(key, entry);
            if (former != null) {
                boolean empties = isNull(entry) && !isNull(former);
                repeats.add(new Repeat(path.id(), key, Place.of(former.key().mark()), place, empties));
            }
            entry(path, shape, key, entry);
        }
    }

    private void entry(FieldPath path, Shape shape, String key, Node.Entry entry) {
        Shape expected = switch (shape) {
            case Fields fields -> fields.known().get(key);
            case Entries entries -> entries.each();
            case Items _, Value _ -> null;
        };
        if (expected == null) {
            strays.add(new Unknown(path, key, entry));
            return;
        }
        FieldPath at = shape instanceof Entries ? path.entry(key) : path.field(key);
        if (places.containsKey(at.id()) && replaces(shape, expected, entry.value())) {
            forget(at.id());
        }
        note(at, entry.key());
        visit(at, expected, entry.value());
    }

    /** Whether what was written there before is gone; otherwise the two are merged. */
    private static boolean replaces(Shape shape, Shape expected, Node value) {
        return shape instanceof Entries
                || expected instanceof Items
                || expected instanceof Value
                || ScalarMeaning.isNull(target(value));
    }

    private void forget(String path) {
        // Behind a dot comes a slash, and behind a bracket a backslash.
        places.subMap(path + ".", path + "/").clear();
        places.subMap(path + "[", path + "\\").clear();
    }

    private void note(FieldPath path, Node node) {
        places.put(path.id(), Place.of(node.mark()));
    }

    private void use(Node node) {
        if (node instanceof Alias alias) {
            used.add(alias.target());
        }
    }

    private Stray stray(Unknown unknown) {
        Node value = unknown.entry().value();
        Kind kind = switch (target(value)) {
            case Mapping _ -> Kind.MAP;
            case Sequence _ -> Kind.LIST;
            default -> Kind.SCALAR;
        };
        return new Stray(
                unknown.path().id(),
                unknown.key(),
                Place.of(unknown.entry().key().mark()),
                kind,
                target(value) instanceof Mapping map ? children(map) : List.of(),
                isUsed(value));
    }

    private boolean isUsed(Node node) {
        return used.contains(node)
                || switch (node) {
                    case Mapping map -> map.entries().stream().anyMatch(entry -> isUsed(entry.value()));
                    case Sequence list -> list.items().stream().anyMatch(this::isUsed);
                    default -> false;
                };
    }

    private static List<String> children(Mapping map) {
        return map.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> target(key) instanceof Scalar && !ScalarMeaning.isMerge(key))
                .map(NoteTaker::key)
                .toList();
    }

    /** A key as it was decoded; below an unknown key, where nothing is decoded, as it is written. */
    private static String key(Node node) {
        if (!(target(node) instanceof Scalar scalar)) {
            return "";
        }
        try {
            return ScalarMeaning.text(scalar);
        } catch (Verdict _) {
            return scalar.value();
        }
    }

    private static boolean isNull(Node.Entry entry) {
        return ScalarMeaning.isNull(target(entry.value()));
    }

    private static Node target(Node node) {
        return node instanceof Alias alias ? alias.target() : node;
    }
}
