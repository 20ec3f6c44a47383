package dev.registrymirror.mirrors.findings;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.resolve.SpecPaths;
import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.Findings;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is worth saying about RegistryMirrors that nodes get together. They are looked at as one, since the credentials for the endpoints of
 * one often stand in another; each finding goes to the RegistryMirror that has what it is about.
 */
public final class MirrorFindings {
    private final Entries<MirrorEntry> mirrors = new Entries<>();
    private final Entries<ConfigEntry> configs = new Entries<>();

    /** Of these RegistryMirrors, which nodes get together. */
    public MirrorFindings(Collection<RegistryMirror> authors) {
        for (RegistryMirror author : authors) {
            if (author.getSpec() == null) continue;
            author.getSpec().mirrors().forEach(entry -> mirrors.add(entry.registry(), entry, author));
            author.getSpec().configs().forEach(entry -> configs.add(entry.host(), entry, author));
        }
    }

    /**
     * Checks what they come to.
     *
     * @param authors the RegistryMirrors
     * @param composed what they give together
     * @param distribution of the node
     * @param now the time to judge certificates at
     * @return by the RegistryMirror's name, each with the most important first; nothing for one that there is nothing to say of
     */
    public static SortedMap<String, List<Finding>> of(
            Collection<RegistryMirror> authors, Composed composed, Distribution distribution, Instant now) {
        return new MirrorFindings(authors)
                .check(composed, CheckContext.of(NodeOptions.defaults(distribution), now), List.of());
    }

    /**
     * Checks what they come to on a node of which more is known.
     *
     * @param composed what they give together
     * @param context what is known about the node; of its files only those that do not come along
     * @param explained the fields of which it is told already that they cannot work
     * @return as {@link #of} does
     */
    public SortedMap<String, List<Finding>> check(
            Composed composed, CheckContext context, Collection<String> explained) {
        SortedMap<String, List<Finding>> byAuthor = new TreeMap<>();
        for (Finding finding :
                Findings.of(composed.registries(), fields(), with(context, composed.files()), explained)) {
            for (String author : authors(finding.path())) {
                byAuthor.merge(author, List.of(finding), MirrorFindings::followed);
            }
        }
        return byAuthor;
    }

    /** The fields in which a placeholder was left. */
    public Set<String> placeholders(Composed composed, CheckContext context) {
        return Findings.placeholders(composed.registries(), fields(), context);
    }

    private SpecFields fields() {
        return new SpecFields(mirrors.holding(), configs.holding());
    }

    /** Names of the RegistryMirrors that have the entry which holds and a field is in; nobody for a field in no entry. */
    public Collection<String> authors(String path) {
        var found = new TreeSet<>(mirrors.authors(path, SpecPaths::mirror));
        found.addAll(configs.authors(path, SpecPaths::config));
        return found;
    }

    private static CheckContext with(CheckContext context, List<NodeFile> along) {
        Map<String, byte[]> files = new HashMap<>();
        along.forEach(file ->
                files.put(file.path(context.options().program()), file.content().reveal()));
        return context.withFiles(path ->
                Optional.ofNullable(files.get(path)).or(() -> context.files().apply(path)));
    }

    private static List<Finding> followed(List<Finding> first, List<Finding> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    /** Who speaks of which registry or host with the highest priority; several may say the same. */
    private static final class Entries<V> {
        private record Holding<V>(int priority, V entry, TreeSet<String> authors) {}

        private final SortedMap<String, Holding<V>> byName = new TreeMap<>();

        void add(String name, V entry, RegistryMirror author) {
            int priority = author.getSpec().priority();
            Holding<V> holding = byName.get(name);
            if (holding == null || holding.priority < priority) {
                holding = new Holding<>(priority, entry, new TreeSet<>());
                byName.put(name, holding);
            }
            if (holding.priority == priority)
                holding.authors.add(author.getMetadata().getName());
        }

        Map<String, V> holding() {
            Map<String, V> entries = new HashMap<>();
            byName.forEach((name, holding) -> entries.put(name, holding.entry));
            return entries;
        }

        Collection<String> authors(String path, Function<String, String> pathOf) {
            return byName.entrySet().stream()
                    .filter(entry -> isWithin(path, pathOf.apply(entry.getKey())))
                    .flatMap(entry -> entry.getValue().authors.stream())
                    .toList();
        }

        private static boolean isWithin(String path, String entry) {
            return path.startsWith(entry) && (path.length() == entry.length() || path.charAt(entry.length()) == '.');
        }
    }
}
