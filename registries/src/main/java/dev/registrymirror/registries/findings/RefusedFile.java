package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.file.ReadResult.Refused;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file that RKE2 does not accept: what it may be in truth, and what to write instead, as far as its text tells. Nothing of it is quoted. */
final class RefusedFile {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{|\\{%|%\\{|<%");
    private static final Pattern TOML =
            Pattern.compile("\\[[^\\[\\]]+].*|\\[\\[[^\\[\\]]+]].*|[A-Za-z0-9_.\"'-]+ *= *\\S.*");
    private static final Pattern END_OF_TEXT = Pattern.compile("EO[A-Z]+[0-9]*|END|YAML");
    private static final Pattern SHELL = Pattern.compile("(?:cat|tee|sudo|echo) .*|#!.*sh");

    private static final Pattern GLUED_ITEM = Pattern.compile("-[\"'A-Za-z0-9].*");
    private static final Pattern GLUED_VALUE = Pattern.compile(
            "(?:endpoint|rewrite|auth|tls|username|password|identity_token|ca_file|cert_file|key_file|insecure_skip_verify):\\S.*");

    private final Refused refused;
    private final List<String> lines;

    private RefusedFile(Refused refused, String text) {
        this.refused = refused;
        this.lines = text.lines().toList();
    }

    /**
     * What to say of it.
     *
     * @param refused why RKE2 does not accept it
     * @param text the file; empty if it is not at hand
     */
    static Finding finding(Refused refused, String text) {
        RefusedFile file = new RefusedFile(refused, text);
        return new Finding(
                Severity.ERROR,
                FindingCode.Unreadable,
                "",
                new Place(refused.line(), refused.column()),
                "RKE2 does not accept the file, and starts neither kubelet nor containerd until it does: "
                        + refused.reason()
                        + file.nature().map(what -> "; " + what).orElse(""),
                file.remedy().orElse("put it right") + "; RKE2 then goes on by itself");
    }

    /** What the file is, if it is no YAML, or not yet. */
    private Optional<String> nature() {
        String first = first();
        if (first.startsWith("$ANSIBLE_VAULT;")) {
            return Optional.of("it is encrypted by ansible-vault");
        }
        if (isConflict()) {
            return Optional.of("a merge conflict was left in");
        }
        if (isTemplate()) {
            return Optional.of("it is a template that nobody filled in");
        }
        if (TOML.matcher(first).matches()) {
            return Optional.of("it looks like TOML, as in containerd's config.toml and hosts.toml");
        }
        return Optional.empty();
    }

    private Optional<String> remedy() {
        String line = line().strip();
        if (first().startsWith("$ANSIBLE_VAULT;")) {
            return Optional.of("decrypt it where it is copied to the node");
        }
        if (isConflict()) {
            return Optional.of("keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>");
        }
        if (isTemplate()) {
            return Optional.of("let what makes the file fill it in");
        }
        if (TOML.matcher(first()).matches()) {
            return Optional.of("write mirrors: and configs: in YAML; RKE2 makes containerd's files of them");
        }
        if (lines.stream().anyMatch(other -> other.startsWith("```"))) {
            return Optional.of("remove the lines with ```");
        }
        if (END_OF_TEXT.matcher(line).matches() || SHELL.matcher(line).matches()) {
            return Optional.of("remove this line, which belongs to the script that writes the file");
        }
        if (line.startsWith("*")) {
            return Optional.of("put the asterisk in quotes: \"*\"");
        }
        return blank(line).or(() -> shape(line.startsWith("- "))).or(() -> syntax(line));
    }

    /** A blank that YAML wants, or quotes. */
    private static Optional<String> blank(String line) {
        if (line.startsWith("[") && line.contains("]:")) {
            return Optional.of("put the name with brackets in quotes: \"[2001:db8::1]:5000\":");
        }
        if (GLUED_ITEM.matcher(line).matches()) {
            return Optional.of("write a blank behind the \"-\" of each item");
        }
        return GLUED_VALUE.matcher(line).matches()
                ? Optional.of("write a blank behind the colon, between the key and its value")
                : Optional.empty();
    }

    /** Something of another kind than RKE2 wants there. */
    private Optional<String> shape(boolean item) {
        return Optional.ofNullable(
                switch (refused.reason()) {
                    case "the file must be a map" -> "write mirrors: and configs: at the margin of the file";
                    case "endpoint must be a list, not a single value" ->
                        "write a list, also for one: endpoint: [\"https://registry.example.com\"]";
                    case "mirrors must be a map" ->
                        "write each registry's name without \"- \" in front, and with a colon";
                    case "configs must be a map" -> "write each host's name without \"- \" in front, and with a colon";
                    case "a mirror must be a map" ->
                        isBesideNames()
                                ? "indent endpoint: and its list, so that they stand below the registry's name and not beside it"
                                : item
                                        ? "write endpoint: between the registry's name and the list"
                                        : "write below the registry's name: endpoint: [\"https://registry.example.com\"]";
                    case "a configuration must be a map" -> "write auth: and tls: below the host's name";
                    case "an endpoint must be a single value, not a list or a map" ->
                        "write the URL alone behind \"- \", without a key in front";
                    case "rewrite must be a map" ->
                        "write pattern and replacement with a colon between them, and without \"- \" in front: \"^rancher/(.*)\": \"mirror/$1\"";
                    case "auth must be a map" ->
                        "write username: and password: below auth:, without \"- \" in front, or auth: once more with the encoded login";
                    case "tls must be a map" -> "write ca_file: or insecure_skip_verify: below tls:";
                    default -> null;
                });
    }

    /** Whether the list is that of an {@code endpoint:} where the names of registries stand. */
    private boolean isBesideNames() {
        int index = refused.line() - 1;
        while (index > 0 && (line(index).isBlank() || line(index).strip().startsWith("-"))) {
            index--;
        }
        return line(index).strip().startsWith("endpoint:");
    }

    private Optional<String> syntax(String line) {
        if (refused.reason().contains("escape") && line.contains("\\$")) {
            return Optional.of("write $1 without a backslash, which is for shells");
        }
        if (refused.reason().startsWith("there is a colon where no key can be") && lacksColon()) {
            return Optional.of("write the colon that is missing at the end of the line before");
        }
        return Optional.empty();
    }

    private boolean isConflict() {
        return lines.stream().anyMatch(line -> line.startsWith("<<<<<<< "))
                && lines.stream().anyMatch(line -> line.startsWith(">>>>>>> "));
    }

    /** Braces at the line that RKE2 cannot read, or lines that are for a template's engine alone. */
    private boolean isTemplate() {
        return TEMPLATE.matcher(line()).find()
                || lines.stream().map(String::strip).anyMatch(line -> line.startsWith("{%") || line.startsWith("%{"));
    }

    private boolean lacksColon() {
        int before = refused.line() - 2;
        return before >= 0
                && before < lines.size()
                && !lines.get(before).contains(":")
                && !lines.get(before).strip().startsWith("-")
                && !lines.get(before).isBlank();
    }

    private String line() {
        return line(refused.line() - 1);
    }

    private String line(int index) {
        return index >= 0 && index < lines.size() ? lines.get(index) : "";
    }

    private String first() {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }
}
