package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * All that is worth saying about a file or a configuration, all at once, the most important first: errors, then what spoils the whole
 * node or file, then from top to bottom. One cause gives one finding.
 */
public final class Findings {
    private static final byte[] NO_TEXT = {};

    private Findings() {}

    /**
     * Checks a file that was read before, and whose text is not at hand.
     *
     * @param result what {@link dev.registrymirror.registries.file.RegistriesReader#readWithNotes} gave for it
     * @param context what is known about the node
     */
    public static List<Finding> of(ReadResult result, CheckContext context) {
        return of(result, NO_TEXT, context);
    }

    /**
     * Checks a file.
     *
     * @param result what {@link dev.registrymirror.registries.file.RegistriesReader#readWithNotes} gave for it
     * @param text its content, which tells more of a file that RKE2 does not accept
     * @param context what is known about the node
     */
    public static List<Finding> of(ReadResult result, byte[] text, CheckContext context) {
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
        Report report = new Report(Notes.NONE, false);
        Subject subject = Subject.of(registries, fields, context, report);
        PlaceholderRules.apply(subject);
        meaning(subject);
        return report.findings();
    }

    private static void meaning(Subject subject) {
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
                FindingCode.Undecided.name(),
                "",
                null,
                "it cannot be told what RKE2 makes of the file: " + undecided.reason(),
                "write it more simply");
    }
}
