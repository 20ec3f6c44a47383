package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that is worth saying about a file or a configuration, all at once, the most important first: errors, then what spoils the whole
 * node, the file or all pulls of a registry, then from top to bottom. One cause gives one finding.
 */
public final class Findings {
    private Findings() {}

    /**
     * What a file means, and what is worth saying about it.
     *
     * @param result what RKE2 reads
     * @param findings the most important first
     */
    public record Checked(ReadResult result, List<Finding> findings) {
        /** Copies the findings. */
        public Checked {
            findings = List.copyOf(findings);
        }

        /** Whether RKE2 refuses the file, or something in it breaks a node or does not do what it was written for. */
        public boolean hasErrors() {
            return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    /**
     * Reads a file and checks it.
     *
     * @param file its content
     * @param context what is known about the node
     */
    public static Checked of(byte[] file, CheckContext context) {
        ReadResult result = RegistriesReader.readWithNotes(file);
        return new Checked(result, findings(result, file, context));
    }

    private static List<Finding> findings(ReadResult result, byte[] text, CheckContext context) {
        return switch (result) {
            case Refused refused -> List.of(RefusedFile.finding(refused, new String(text, StandardCharsets.UTF_8)));
            case Undecided undecided -> List.of(undecided(undecided));
            case Read(Registries registries, Notes notes) -> {
                Report report = new Report(notes, true);
                RepeatRules.apply(registries, notes, report);
                StrayRules.apply(registries, notes, report);
                Subject subject = Subject.of(registries, new FileFields(), context, report);
                PlaceholderRules.apply(subject);
                RefusalFindings.apply(subject);
                meaning(subject);
                yield report.findings();
            }
        };
    }

    /**
     * Checks a configuration that comes from no file, such as that of an object of the API, but for what must be refused: that is asked
     * of {@link dev.registrymirror.registries.check.Refusals} and of the rules beside it.
     *
     * @param registries the configuration
     * @param fields how its fields are called where its author wrote them
     * @param context what is known about the nodes
     */
    public static List<Finding> of(Registries registries, Fields fields, CheckContext context) {
        return of(registries, fields, context, List.of());
    }

    /**
     * Checks a configuration of which it is known that it cannot be used.
     *
     * @param registries the configuration
     * @param fields how its fields are called where its author wrote them
     * @param context what is known about the nodes
     * @param explained the fields of which it is told already that they cannot work, and why: what only follows from that is not told
     */
    public static List<Finding> of(
            Registries registries, Fields fields, CheckContext context, Collection<String> explained) {
        Report report = new Report(Notes.NONE, false);
        explained.forEach(report::explain);
        Subject subject = Subject.of(registries, fields, context, report);
        PlaceholderRules.apply(subject);
        meaning(subject);
        return report.findings();
    }

    /**
     * The fields in which a placeholder was left: what else is wrong with their values needs no telling.
     *
     * @param registries the configuration
     * @param fields how its fields are called where its author wrote them
     * @param context what is known about the nodes
     */
    public static Set<String> placeholders(Registries registries, Fields fields, CheckContext context) {
        Report report = new Report(Notes.NONE, false);
        PlaceholderRules.apply(Subject.of(registries, fields, context, report));
        return report.explained();
    }

    private static void meaning(Subject subject) {
        Optional.ofNullable(subject.context().options().release())
                .flatMap(Release::caution)
                .ifPresent(caution -> subject.report()
                        .add(
                                FindingCode.UnexaminedRelease,
                                Severity.NOTE,
                                "",
                                null,
                                caution,
                                "try the file on one node first"));
        MirrorRules.apply(subject);
        DefaultEndpointRules.apply(subject);
        EndpointFindings.apply(subject);
        RewriteFindings.apply(subject);
        WildcardRules.apply(subject);
        ConfigRules.apply(subject);
        CredentialRules.apply(subject);
        TlsRules.apply(subject);
        CertificateFindings.apply(subject);
        EffectRules.apply(subject);
    }

    private static Finding undecided(Undecided undecided) {
        return new Finding(
                Severity.WARNING,
                FindingCode.Undecided,
                "",
                null,
                "it cannot be told what RKE2 makes of the file: " + undecided.reason(),
                "write it more simply");
    }
}
