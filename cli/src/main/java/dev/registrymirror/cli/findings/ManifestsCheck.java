package dev.registrymirror.cli.findings;

import dev.registrymirror.cli.file.Input.Content;
import dev.registrymirror.cli.findings.CheckedFile.Found;
import dev.registrymirror.mirrors.check.ManifestCheck;
import dev.registrymirror.mirrors.check.ObjectFinding;
import dev.registrymirror.mirrors.manifest.ManifestReader;
import dev.registrymirror.mirrors.manifest.Manifests;
import dev.registrymirror.mirrors.manifest.SourceContent;
import dev.registrymirror.registries.findings.CheckContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checks manifests, all of them together: what one names may be in another. */
public final class ManifestsCheck {
    private ManifestsCheck() {}

    /**
     * All that is worth saying about them, by the names of the files.
     *
     * @param files the files, each with a name of its own
     * @param namespace the operator's
     * @param context what is known about the nodes
     */
    public static Map<String, CheckedFile> of(List<Content> files, String namespace, CheckContext context) {
        ManifestReader reader = new ManifestReader(namespace);
        files.forEach(file -> reader.read(file.name(), file.bytes()));
        Manifests manifests = reader.manifests();
        Map<String, List<Found>> found = ManifestCheck.of(manifests, context).stream()
                .collect(Collectors.groupingBy(
                        ObjectFinding::source, Collectors.mapping(Found::of, Collectors.toList())));
        return manifests.sources().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        source -> CheckedFile.of(
                                source.getKey(),
                                content(source.getValue()),
                                found.getOrDefault(source.getKey(), List.of()))));
    }

    private static String content(SourceContent content) {
        List<String> parts = new ArrayList<>();
        add(parts, content.mirrors(), "RegistryMirror");
        add(parts, content.secrets(), "Secret");
        add(parts, content.configMaps(), "ConfigMap");
        add(parts, content.others().size(), "other object");
        return parts.isEmpty() ? "no object" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) parts.add(count + " " + what + (count == 1 ? "" : "s"));
    }
}
