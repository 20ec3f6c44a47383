package dev.registrymirror.mirrors.render;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.combine.Author;
import dev.registrymirror.mirrors.combine.Combination;
import dev.registrymirror.mirrors.combine.Combinations;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.mirrors.resolve.References;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.Payload;
import dev.registrymirror.registries.revision.RevisionKey;
import dev.registrymirror.registries.revision.Revisions;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Renders nodes from the same RegistryMirrors. References are followed once, and what the same RegistryMirrors give together is composed once,
 * however many nodes they select. For one thread at a time.
 */
public final class Renderer {
    /** Revisions get a name on the way, which goes nowhere from here, and so needs no key that nobody knows. */
    private static final Revisions REVISIONS = new Revisions(new RevisionKey(Secret.of(new byte[RevisionKey.LENGTH])));

    private final List<Author> authors;
    private final Combinations combinations = new Combinations();

    /**
     * Resolves them.
     *
     * @param mirrors in any order; their names differ
     * @param references the Secrets and ConfigMaps of the operator's namespace
     */
    public Renderer(Collection<RegistryMirror> mirrors, References references) {
        this.authors = mirrors.stream()
                .map(mirror -> new Author(mirror, MirrorResolver.resolve(mirror, references)))
                .sorted(Comparator.comparing(Author::name))
                .toList();
    }

    /**
     * What a node gets.
     *
     * @param labels the node's
     * @param distribution what it runs, which says where its files lie
     */
    public Rendering render(Map<String, String> labels, Distribution distribution) {
        List<Author> selecting = Author.selecting(authors, labels);
        if (selecting.isEmpty()) return new Rendering.Nothing();
        List<String> names = selecting.stream().map(Author::name).toList();
        return switch (combinations.of(selecting, distribution, REVISIONS)) {
            case Combination.Whole(var revision, var _) ->
                new Rendering.Files(names, files(revision.payload(), distribution));
            case Combination.Held(var _, var problems) -> new Rendering.Held(names, problems);
        };
    }

    private static SortedMap<String, Secret<byte[]>> files(Payload payload, Distribution distribution) {
        SortedMap<String, Secret<byte[]>> files = new TreeMap<>();
        files.put(
                distribution.registriesFile(),
                Secret.of(payload.registriesYaml().reveal().getBytes(StandardCharsets.UTF_8)));
        payload.files().forEach(file -> files.put(file.path(distribution), file.content()));
        return files;
    }
}
