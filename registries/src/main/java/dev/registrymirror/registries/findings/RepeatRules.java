package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.Repeat;
import dev.registrymirror.registries.file.Shape;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;

/** What is written twice, and what stands where RKE2 has stopped to read. */
final class RepeatRules {
    private RepeatRules() {}

    static void apply(Registries registries, Notes notes, Report report) {
        notes.repeats().forEach(repeat -> repeat(repeat, report));
        notes.moreDocuments().ifPresent(place -> {
            boolean empty = registries.equals(Registries.EMPTY);
            report.add(
                    FindingCode.MoreDocuments,
                    Severity.ERROR,
                    "",
                    place,
                    empty
                            ? "RKE2 reads the file to the first line with --- that follows something, and there is neither mirrors nor configs before it"
                            : "RKE2 reads the first document only and does not look at what follows the line with ---",
                    "put everything into one document, without --- in between");
            if (empty) {
                report.explain("");
            }
        });
    }

    private static void repeat(Repeat repeat, Report report) {
        String path = StrayRules.child(repeat.path(), repeat.key());
        String key = FieldPath.quote(repeat.key());
        boolean merged = KnownKeys.at(repeat.path())
                .filter(level -> switch (level) {
                    case FILE -> Shape.FILE.keys().contains(repeat.key());
                    case MIRROR -> repeat.key().equals("rewrite");
                    case CONFIG -> Shape.CONFIG.keys().contains(repeat.key());
                    case AUTH, TLS -> false;
                })
                .isPresent();
        if (merged && repeat.empties()) {
            report.add(
                    FindingCode.DuplicateKey,
                    Severity.ERROR,
                    path,
                    repeat.place(),
                    "%s is written again in line %d without a value, which empties it: RKE2 forgets all that stands below this one"
                            .formatted(key, repeat.winner().line()),
                    "remove line %d, or write there what belongs to it"
                            .formatted(repeat.winner().line()));
            report.explain(path);
            return;
        }
        if (merged) {
            report.add(
                    FindingCode.DuplicateKey,
                    Severity.NOTE,
                    path,
                    repeat.winner(),
                    "%s is written twice, first in line %d: RKE2 adds this one to that one"
                            .formatted(key, repeat.place().line()),
                    "write it once, with all that belongs to it");
            return;
        }
        boolean known =
                KnownKeys.at(repeat.path()).isPresent() || Shape.FILE.keys().contains(repeat.path());
        report.add(
                FindingCode.DuplicateKey,
                known ? Severity.ERROR : Severity.WARNING,
                path,
                repeat.place(),
                "%s is written again in line %d: RKE2 forgets this one with all that stands below it"
                        .formatted(key, repeat.winner().line()),
                "write it once, with all that belongs to it");
    }
}
