package dev.registrymirror.agent.drift;

import dev.registrymirror.agent.change.FileMeaning;
import dev.registrymirror.agent.change.FoundFile;
import dev.registrymirror.agent.change.HostFiles;
import dev.registrymirror.agent.change.Node;
import dev.registrymirror.agent.change.Readings;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Meaning;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the registries.yaml and what it names are what was applied: who changed them cannot be known, what and when can. A file that
 * says the same in other words is no drift, nor is anything as long as a change of ours is under way.
 */
public final class DriftCheck {
    private static final int OTHERS = 0077;
    private static final String MATERIAL = ".pem";
    /** As many as one reads; a status has no room for hundreds. */
    private static final int MOST_ENTRIES = 20;

    private static final String REMEDY =
            "; put it back, or move what is needed into a RegistryMirror and have the node asked again";

    private final Node node;

    /** A check of this node. */
    public DriftCheck(Node node) {
        this.node = node;
    }

    /** What somebody else has changed since the last order was applied, the worst first; nothing if nothing was applied. */
    public Optional<Cause> look(Known layout) throws IOException {
        Ledger ledger = node.ledger();
        if (ledger.change() != null || ledger.applied() == null) return Optional.empty();
        return switch (ledger.ownership()) {
            case Ownership.Nothing() -> Optional.empty();
            case Ownership.Managed(String digest, boolean _) -> drift(layout, ledger, digest, true);
            case Ownership.Adopted(String digest) -> drift(layout, ledger, digest, false);
        };
    }

    private Optional<Cause> drift(Known layout, Ledger ledger, String digest, boolean ours) throws IOException {
        FoundFile found = node.files().look(layout.registriesFile());
        if (found == null) {
            return cause(
                    DriftReasons.FILE_GONE,
                    "%s is gone, and %s starts without mirrors the next time; have the node asked again, and it is written again"
                            .formatted(layout.registriesFile(), layout.unit()));
        }
        ReadResult read = RegistriesReader.read(found.content().reveal());
        if (!(read instanceof ReadResult.Read(Registries registries, var _))) return broken(layout, read);
        if (!found.digest().equals(digest)) {
            Optional<Cause> changed = changed(layout, ledger.meaning(), found);
            if (changed.isPresent()) return changed;
        }
        Optional<Cause> certificate = certificate(layout, registries);
        if (certificate.isPresent() || !ours || (found.mode() & OTHERS) == 0) return certificate;
        return cause(
                DriftReasons.FILE_EXPOSED,
                "%s has mode %04o, so others than root can read the logins in it; chmod 600 it"
                        .formatted(layout.registriesFile(), found.mode()));
    }

    private static Optional<Cause> broken(Known layout, ReadResult read) {
        String why = switch (read) {
            case ReadResult.Refused refused ->
                "line %d, column %d: %s".formatted(refused.line(), refused.column(), refused.reason());
            case ReadResult.Undecided(String reason) -> reason;
            case ReadResult.Read _ -> throw new IllegalArgumentException("was read");
        };
        return cause(
                DriftReasons.FILE_BROKEN,
                "%s was changed by somebody else, and %s would not start with it: %s%s"
                        .formatted(layout.registriesFile(), layout.unit(), why, REMEDY));
    }

    private Optional<Cause> changed(Known layout, @Nullable Meaning applied, FoundFile found) throws IOException {
        Meaning now = Objects.requireNonNull(FileMeaning.inParts(found), "a file that can be read has a meaning");
        if (applied != null && applied.whole().equals(now.whole())) return Optional.empty();
        List<String> differences = applied == null ? List.of() : applied.differences(now);
        String what = differences.isEmpty()
                ? ""
                : " (" + differences.stream().limit(MOST_ENTRIES).collect(Collectors.joining(", "))
                        + (differences.size() > MOST_ENTRIES
                                ? " and " + (differences.size() - MOST_ENTRIES) + " more"
                                : "")
                        + ")";
        boolean isRead = Readings.untouchedSince(found, node.systemd().state(layout.unit()));
        return cause(
                DriftReasons.FILE_CHANGED,
                "%s was changed by somebody else%s, and %s %s%s"
                        .formatted(
                                layout.registriesFile(),
                                what,
                                layout.unit(),
                                isRead ? "runs with it" : "reads it when it starts the next time",
                                REMEDY));
    }

    /** Of the files in our folder: each is named by its content. */
    private Optional<Cause> certificate(Known layout, Registries registries) throws IOException {
        HostFiles files = node.files();
        for (Path path : material(layout, registries)) {
            FoundFile found = files.look(path);
            boolean same = found != null && path.endsWith(found.digest() + MATERIAL);
            if (!same) {
                return cause(
                        DriftReasons.CERTIFICATE_CHANGED,
                        "%s, which %s names, %s; have the node asked again, and it is written again"
                                .formatted(
                                        path,
                                        layout.registriesFile(),
                                        found == null ? "is gone" : "was changed by somebody else"));
            }
        }
        return Optional.empty();
    }

    private static Set<Path> material(Known layout, Registries registries) {
        return registries.configs().values().stream()
                .map(HostConfig::tls)
                .filter(Objects::nonNull)
                .flatMap(DriftCheck::paths)
                .map(Path::of)
                .filter(path -> layout.ownFolder().equals(path.getParent()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> paths(Tls tls) {
        return Stream.of(tls.caFile(), tls.certFile(), tls.keyFile()).filter(Objects::nonNull);
    }

    private static Optional<Cause> cause(String reason, String message) {
        return Optional.of(new Cause(reason, message));
    }
}
