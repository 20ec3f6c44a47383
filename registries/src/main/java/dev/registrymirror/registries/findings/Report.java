package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.UserInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects findings: one for each cause, the one that matters most first. Of a file it takes paths by their {@link FieldPath#id}, and makes
 * of them what is shown.
 */
final class Report {
    private static final Place NOWHERE = new Place(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Errors first, then what spoils the whole node, the file, or all pulls of a registry, then from top to bottom. */
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.code().reach())
            .thenComparingInt(finding -> orNowhere(finding.place()).line())
            .thenComparingInt(finding -> orNowhere(finding.place()).column())
            .thenComparing(Finding::code);

    private final Notes notes;
    private final boolean file;
    private final Set<Finding> found = new LinkedHashSet<>();
    private final Set<Told> told = new HashSet<>();
    private final Set<String> explained = new HashSet<>();

    /** All that is explained, and all that is around it. */
    private final Set<String> holdsExplained = new HashSet<>();

    private record Told(FindingCode code, String path) {}

    /**
     * An empty report.
     *
     * @param notes where things stand in the file
     * @param file whether there is a file at all, in which things have places
     */
    Report(Notes notes, boolean file) {
        this.notes = notes;
        this.file = file;
    }

    /** Adds a finding of its code's usual severity. */
    void add(FindingCode code, String path, String message, String remedy) {
        add(code, code.severities().getFirst(), path, message, remedy);
    }

    /** Adds a finding of one of its code's severities, at the place of its field. */
    void add(FindingCode code, Severity severity, String path, String message, String remedy) {
        add(code, severity, path, file ? notes.place(path).orElse(null) : null, message, remedy);
    }

    /** Adds a finding at a place of its own, for what has no field. */
    void add(FindingCode code, Severity severity, String path, @Nullable Place place, String message, String remedy) {
        if (!code.severities().contains(severity)) {
            throw new IllegalArgumentException(code + " is never of severity " + severity);
        }
        // Rules speak of names and endpoints as the file has them, and a password may stand there.
        told.add(new Told(code, path));
        found.add(new Finding(
                severity, code, file ? FieldPath.shown(path) : path, place, sentence(message), sentence(remedy)));
    }

    private static String sentence(String text) {
        return FieldPath.visible(UserInfo.maskedSentence(text));
    }

    /** Adds a refusal in its own words, of a field that is called as it says. */
    void add(Refusal refusal) {
        add(refusal.path(), refusal);
    }

    /** Adds a refusal in its own words. */
    void add(String path, Refusal refusal) {
        FindingCode code = FindingCode.valueOf(refusal.code().name());
        add(code, path, refusal.message(), refusal.remedy());
        explain(path);
    }

    /** Lets rules that come later know that somebody knows already why this field does nothing. */
    void explain(String path) {
        explained.add(path);
        for (String at = path; !at.isEmpty(); at = FieldPath.enclosing(at)) {
            holdsExplained.add(at);
        }
        holdsExplained.add("");
    }

    /** Whether the field, something in it or something around it does nothing for a reason that is told already. */
    boolean isExplained(String path) {
        return holdsExplained.contains(path) || isAroundExplained(path);
    }

    /** Whether the field or something around it does nothing for a reason that is told already; a slip within it leaves the rest of it. */
    boolean isAroundExplained(String path) {
        if (isAllExplained()) {
            return true;
        }
        for (String at = path; !at.isEmpty(); at = FieldPath.enclosing(at)) {
            if (explained.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is about a whole file, beside which nothing else counts; what an object lacks may be in another one. */
    boolean isWhole() {
        return file;
    }

    /** Whether all that stands in the file is as it is for a reason that is told already. */
    boolean isAllExplained() {
        return explained.contains("");
    }

    /** Whether this was told of this field. */
    boolean has(FindingCode code, String path) {
        return told.contains(new Told(code, path));
    }

    /** Whether anything was told already that can be why a file has no effect. */
    boolean explainsAnything() {
        return !explained.isEmpty() || found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** The fields that do nothing for a reason that is told. */
    Set<String> explained() {
        return Set.copyOf(explained);
    }

    List<Finding> findings() {
        List<Finding> sorted = new ArrayList<>(found);
        sorted.sort(ORDER);
        return List.copyOf(sorted);
    }

    private static Place orNowhere(@Nullable Place place) {
        return place == null ? NOWHERE : place;
    }
}
