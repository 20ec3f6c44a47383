package dev.registrymirror.fuzz;

import dev.registrymirror.registries.explain.Change;
import dev.registrymirror.registries.explain.Comparison;
import dev.registrymirror.registries.explain.NodeSetup;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the two documents of an input, there and back. */
final class Comparing {
    private static final String SEPARATOR = "\n---\n";

    private Comparing() {}

    static void of(byte[] input) {
        // One character a byte, so that no byte is lost.
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(SEPARATOR);
        Registries old = read(end < 0 ? "" : text.substring(0, end + 1));
        Registries now = read(end < 0 ? text : text.substring(end + SEPARATOR.length()));
        FuzzedNode node = FuzzedNode.of(input);
        NodeSetup setup = NodeSetup.of(node.options()).withStargz(node.has(8)).withUserTemplate(node.has(9));
        List<Change> there = Comparison.of(old, now, setup).changes();
        List<Change> back = Comparison.of(now, old, setup).changes();
        Promise.holds(there.isEmpty() == old.equals(now), () -> "other meaning, other changes: " + there);
        Promise.holds(
                paths(there, Change.Kind.ADDED).equals(paths(back, Change.Kind.REMOVED))
                        && paths(there, Change.Kind.CHANGED).equals(paths(back, Change.Kind.CHANGED)),
                () -> "there it is %s, back it is %s".formatted(there, back));
    }

    /** What does not mean anything is taken for an empty file. */
    private static Registries read(String text) {
        return RegistriesReader.read(text.getBytes(StandardCharsets.ISO_8859_1)) instanceof Read(var registries, var _)
                ? registries
                : Registries.EMPTY;
    }

    private static Set<String> paths(List<Change> changes, Change.Kind kind) {
        return changes.stream()
                .filter(change -> change.kind() == kind)
                .map(Change::path)
                .collect(Collectors.toSet());
    }
}
