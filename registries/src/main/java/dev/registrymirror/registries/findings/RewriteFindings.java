package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.RewriteRules;
import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.regexp.GoPattern;
import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites that containerd can use, but not as it was meant. */
final class RewriteFindings {
    private final Subject subject;
    private final String registry;
    private final GoPatterns patterns;
    private final Effort effort;

    private RewriteFindings(Subject subject, String registry, GoPatterns patterns, Effort effort) {
        this.subject = subject;
        this.registry = registry;
        this.patterns = patterns;
        this.effort = effort;
    }

    static void apply(Subject subject) {
        GoPatterns patterns = new GoPatterns();
        Effort effort = new Effort();
        subject.registries().mirrors().forEach((registry, mirror) -> {
            if (!mirror.rewrites().isEmpty() && !effort.isSpent()) {
                new RewriteFindings(subject, registry, patterns, effort).mirror(mirror);
            }
        });
    }

    private void mirror(Mirror mirror) {
        if (mirror.rewrites().keySet().equals(Set.of("pattern", "replacement"))) {
            pair(mirror.rewrites().get("pattern"), mirror.rewrites().get("replacement"));
            return;
        }
        List<Rewrite> rewrites = new ArrayList<>();
        mirror.rewrites().forEach((pattern, replacement) -> {
            String path = subject.fields().rewrite(registry, pattern);
            boolean usable = RewriteRules.pattern(path, pattern, patterns).isEmpty()
                    && RewriteRules.replacement(path, replacement).isEmpty();
            if (usable
                    && !subject.report().isExplained(path)
                    && patterns.of(pattern) instanceof GoPattern.Usable compiled) {
                List<String> names = Repositories.likely(registry, pattern);
                if (effort.isEnough(compiled, names)) {
                    rewrites.add(Rewrite.of(path, pattern, compiled, replacement, names));
                }
            }
        });
        List<Rewrite> sound = rewrites.stream().filter(this::isSound).toList();
        RewriteOverlap.apply(sound, effort, subject.report());
        if (effort.isSpent()) {
            subject.report()
                    .add(
                            FindingCode.Undecided,
                            subject.fields().mirror(registry),
                            "the patterns from here on are too many and too large to try what each of them matches",
                            "write fewer and simpler ones");
        }
    }

    /** One rewrite in the words of other programs. */
    private void pair(@Nullable String pattern, @Nullable String replacement) {
        subject.report()
                .add(
                        FindingCode.RewriteNeverApplies,
                        Severity.ERROR,
                        subject.fields().rewrite(registry, "pattern"),
                        "RKE2 takes the words pattern and replacement for patterns themselves, which match hardly any name",
                        "write what one matches and what becomes of it: %s: %s"
                                .formatted(
                                        Words.quote(String.valueOf(pattern)),
                                        Words.quote(String.valueOf(replacement))));
    }

    /** Tells what is wrong with one rewrite; one thing at most, for the rest follows from it. */
    private boolean isSound(Rewrite rewrite) {
        Optional<String> never = Repositories.whyNever(registry, rewrite.text());
        if (never.isPresent()) {
            add(FindingCode.RewriteNeverApplies, Severity.ERROR, rewrite, never.get(), never(rewrite));
            return false;
        }
        Optional<String> named = registry.equals("*") ? Repositories.registryIn(rewrite.text()) : Optional.empty();
        if (named.isPresent()) {
            add(
                    FindingCode.RewriteNeverApplies,
                    Severity.WARNING,
                    rewrite,
                    "the pattern matches only where %s is part of the repository's own name: it is asked for the repository, without the registry"
                            .formatted(named.get()),
                    "write a mirror %s with the same endpoint, and a rewrite for the repository alone"
                            .formatted(Words.quote(named.get())));
            return false;
        }
        Optional<String> missing = rewrite.missing();
        if (missing.isPresent()) {
            missing(rewrite, missing.get());
            return false;
        }
        boolean sound = result(rewrite);
        if (Repositories.isUnanchored(rewrite.text())) {
            add(
                    FindingCode.UnanchoredPattern,
                    Severity.NOTE,
                    rewrite,
                    "the pattern matches wherever in a name it is found, and every time: not only at the beginning",
                    "write ^ in front if it is meant to match at the beginning: %s"
                            .formatted(Words.quote("^" + rewrite.text())));
        }
        return sound;
    }

    private String never(Rewrite rewrite) {
        return Repositories.withoutRegistry(registry, rewrite.text())
                .or(() -> Repositories.withLibrary(registry, rewrite.text()))
                .or(() -> Repositories.withoutDelimiters(rewrite.text()))
                .or(() -> Repositories.withoutSlash(rewrite.text()))
                .map(pattern -> "write %s".formatted(Words.quote(pattern)))
                .orElse(
                        "match nothing but the repository, such as \"^library/(.*)\", without registry, tag and digest");
    }

    private void missing(Rewrite rewrite, String group) {
        String digits = group.replaceAll("^\\$([0-9]+)[A-Za-z_].*$", "$1");
        boolean glued = !digits.equals(group)
                && Integer.parseInt(digits.substring(0, Math.min(digits.length(), 4))) <= rewrite.groups();
        String example = rewrite.samples().stream()
                .findFirst()
                .map(name -> ": %s becomes %s".formatted(name, Words.quote(rewrite.result(name))))
                .orElse("");
        add(
                FindingCode.RewriteGroupMissing,
                Severity.ERROR,
                rewrite,
                "%s is a group that the pattern does not have, and so nothing%s".formatted(group, example),
                glued
                        ? "write %s"
                                .formatted(Words.quote(rewrite.replacement()
                                        .text()
                                        .replace(
                                                "$" + group.substring(1),
                                                "${" + digits + "}" + group.substring(1 + digits.length()))))
                        : rewrite.groups() == 0
                                ? "put what is to be kept into parentheses, as in \"^%s(.*)\""
                                        .formatted(rewrite.text().replaceAll("^\\^|[.]?[*+]?\\$?$", ""))
                                : "the pattern has %d %s: $1%s"
                                        .formatted(
                                                rewrite.groups(),
                                                rewrite.groups() == 1 ? "group" : "groups",
                                                rewrite.groups() == 1 ? "" : " and so on"));
    }

    private boolean result(Rewrite rewrite) {
        for (String name : rewrite.samples()) {
            String result = rewrite.result(name);
            Optional<Target> host = subject.targets().of(registry).stream()
                    .filter(target -> result.startsWith(target.endpoint().address() + "/") || result.contains("://"))
                    .findFirst();
            if (host.isPresent()) {
                String address = host.get().endpoint().address();
                add(
                        FindingCode.RewriteToHost,
                        result.contains("://") ? Severity.ERROR : Severity.WARNING,
                        rewrite,
                        "the replacement is a path at the endpoint, and does not name it: containerd asks %s/v2/%s/manifests/TAG"
                                .formatted(host.get().endpoint().origin(), result),
                        "leave the host out: %s"
                                .formatted(Words.quote(rewrite.replacement()
                                        .text()
                                        .replaceFirst(
                                                "^(https?://)?" + java.util.regex.Pattern.quote(address) + "/", ""))));
                return false;
            }
            if (Repositories.hasCapitals(result)) {
                add(
                        FindingCode.RewriteResultInvalid,
                        Severity.WARNING,
                        rewrite,
                        "%s becomes %s, and registries know repositories in small letters only"
                                .formatted(name, Words.quote(result)),
                        "write it in small letters");
                return false;
            }
            if (Repositories.isPossible(result) && Repositories.hasStraySeparator(result)) {
                add(
                        FindingCode.RewriteResultInvalid,
                        Severity.WARNING,
                        rewrite,
                        "%s becomes %s, and no part of a repository's name begins or ends with . _ or -"
                                .formatted(name, Words.quote(result)),
                        "write each part of the path with a letter or digit at its beginning and end");
                return false;
            }
            if (!Repositories.isPossible(result)) {
                add(
                        FindingCode.RewriteResultInvalid,
                        Severity.ERROR,
                        rewrite,
                        "%s becomes %s, which no repository can be called".formatted(name, Words.quote(result)),
                        "the replacement is a path of small letters, digits and - . _ /, without registry and tag; a match is kept with $1");
                return false;
            }
        }
        return !toOne(rewrite);
    }

    private boolean toOne(Rewrite rewrite) {
        boolean any = rewrite.text().contains(".*") || rewrite.text().contains(".+");
        List<String> results = rewrite.samples().stream()
                .map(name -> rewrite.result(name))
                .distinct()
                .toList();
        if (!any || rewrite.samples().size() < 2 || results.size() > 1) {
            return false;
        }
        // Nobody means a name that ends with a slash: a shell has put nothing in the place of $1.
        boolean lost = rewrite.groups() > 0 && rewrite.replacement().text().endsWith("/");
        add(
                FindingCode.RewriteToOne,
                lost ? Severity.ERROR : Severity.WARNING,
                rewrite,
                "every name that matches becomes the same: %s and %s both become %s"
                        .formatted(rewrite.samples().get(0), rewrite.samples().get(1), Words.quote(results.getFirst())),
                lost
                        ? "write %s; in a shell's here-document it is \\$1"
                                .formatted(Words.quote(rewrite.replacement().text() + "$1"))
                        : "put what is to be kept into parentheses, and add $1 to the replacement");
        return true;
    }

    private void add(FindingCode code, Severity severity, Rewrite rewrite, String message, String remedy) {
        subject.report().add(code, severity, rewrite.path(), message, remedy);
    }
}
