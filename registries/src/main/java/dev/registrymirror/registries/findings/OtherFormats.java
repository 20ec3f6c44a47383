package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.Stray;
import dev.registrymirror.registries.model.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Whole files of other programs: RKE2 accepts them, and finds nothing of its own. */
final class OtherFormats {
    private static final String REMEDY = "write mirrors: and configs: at the margin of the file, as RKE2 knows them";

    /** Keys that tell whose file this is. */
    private static final Map<String, String> PROGRAMS = Map.ofEntries(
            Map.entry("apiVersion", "a Kubernetes manifest or a k3d configuration"),
            Map.entry("registry-mirrors", "Docker's daemon.json"),
            Map.entry("insecure-registries", "Docker's daemon.json"),
            Map.entry("credHelpers", "Docker's config.json"),
            Map.entry("credsStore", "Docker's config.json"),
            Map.entry("machine", "a Talos machine configuration"),
            Map.entry("plugins", "containerd's own configuration"),
            Map.entry("rkeConfig", "the settings of a Rancher cluster"),
            Map.entry("unqualified-search-registries", "the registries.conf of Podman and CRI-O"),
            Map.entry("write_files", "a file of cloud-init"));

    private final Report report;

    OtherFormats(Report report) {
        this.report = report;
    }

    /**
     * Tells it, if this is such a file.
     *
     * @param top the keys at the margin that RKE2 does not know
     * @param known whether one of them is its own nevertheless, but for its spelling or its place
     * @param notes what else stands in the file
     */
    boolean isOther(List<Stray> top, Predicate<Stray> known, Notes notes) {
        for (Stray stray : top) {
            String program = PROGRAMS.get(stray.key());
            if (program != null) {
                tell(
                        stray,
                        "this is %s: RKE2 finds neither mirrors nor configs in it and changes nothing"
                                .formatted(program));
                return true;
            }
        }
        List<Stray> keys = top.stream()
                .filter(stray -> !KnownKeys.isForOthers(stray.key()))
                .toList();
        boolean sections = notes.has("mirrors") || notes.has("configs") || notes.has("auths");
        if (sections || keys.isEmpty() || keys.stream().anyMatch(known)) {
            return false;
        }
        tell(
                keys.getFirst(),
                "RKE2 knows none of the keys in the file (%s): it finds neither mirrors nor configs and changes nothing"
                        .formatted(Words.list(keys.stream()
                                .map(stray -> FieldPath.quote(stray.key()))
                                .toList())));
        return true;
    }

    private void tell(Stray stray, String message) {
        report.add(FindingCode.OtherFormat, Severity.ERROR, StrayRules.field(stray), stray.place(), message, REMEDY);
        report.explain("");
    }
}
