package dev.registrymirror.registries.check;

import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody probably meant by something that is refused. Never more of it than what may be shown. */
final class Suggestions {
    private Suggestions() {}

    /** An endpoint without what it must not have. */
    static Optional<String> endpoint(String endpoint) {
        if (Characters.firstControl(endpoint).isPresent() || endpoint.length() > Limits.NAME) {
            return Optional.empty();
        }
        String text = Characters.typed(endpoint)
                .replaceAll("^[\\\\\"']+|[\\\\\"']+$", "")
                .strip();
        Matcher scheme = Pattern.compile("^(h?tt?ps?|http|https)(:/{0,2}|/{1,2}|;//)(?=[^/])")
                .matcher(text.toLowerCase(Locale.ROOT));
        boolean written = scheme.find() && scheme.group(2).indexOf('/') >= 0;
        String name = written ? scheme.group(1).endsWith("s") ? "https" : "http" : "https";
        String rest =
                (written ? text.substring(scheme.end()) : text).replaceFirst("^(?i:(?:https?|docker|oci)://)+", "");
        if (!written && rest.contains("://")) {
            return Optional.empty();
        }
        String address = rest.substring(rest.lastIndexOf('@') + 1)
                .replaceAll("[?#].*", "")
                .replaceAll("^([^/:]+)(?:/v2)?/?:([0-9]{2,5})/?$", "$1:$2")
                .replaceAll("/[^:]*:[A-Za-z0-9_.-]*$", "")
                .replaceAll(":+(?=/|$)", "");
        String suggestion = name + "://" + address;
        return suggestion.equals(endpoint)
                        || EndpointRules.check("", suggestion).isPresent()
                ? Optional.empty()
                : Optional.of(suggestion);
    }

    /** A name without scheme and path. */
    static Optional<String> name(String name) {
        if (name.matches("[.^]*[*]+[$]?") && !name.equals("*")) {
            return Optional.of("*");
        }
        String text = Characters.typed(name).strip();
        int scheme = text.indexOf("://");
        String rest = scheme < 0 ? text : text.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String address = slash < 0 ? rest : rest.substring(0, slash);
        // This is what docker login calls it.
        String host = address.equals("index.docker.io") ? "docker.io" : address;
        boolean changed = !address.equals(name);
        return changed && !address.equals("*") && NameRules.check("", host).isEmpty()
                ? Optional.of(host)
                : Optional.empty();
    }

    /** A pattern without backslashes that matches the same. */
    static Optional<String> pattern(String pattern, GoPatterns patterns) {
        String plain = pattern.replaceAll("\\\\{1,2}([./-])", "[$1]")
                .replace("[/]", "/")
                .replace("[-]", "-")
                .replaceAll("\\\\{1,2}d", "[0-9]")
                .replaceAll("\\\\{1,2}w", "[0-9A-Za-z_]");
        return !plain.equals(pattern)
                        && RewriteRules.pattern("", plain, patterns).isEmpty()
                ? Optional.of(plain)
                : Optional.empty();
    }

    /** A regular expression for a pattern in which an asterisk stands for anything, as in a shell. */
    static Optional<String> glob(String pattern, GoPatterns patterns) {
        if (!pattern.startsWith("*") || pattern.chars().anyMatch(c -> "()[]{}|+?^$".indexOf(c) >= 0)) {
            return Optional.empty();
        }
        String regexp =
                "^" + pattern.replace(".", "[.]").replaceAll("\\*+", "(.*)") + (pattern.endsWith("*") ? "" : "$");
        return RewriteRules.pattern("", regexp, patterns).isEmpty() ? Optional.of(regexp) : Optional.empty();
    }

    /** A replacement whose groups are written as Go wants them. */
    static Optional<String> replacement(String replacement) {
        String plain = replacement
                .replaceAll("\\\\{1,2}([0-9])", "\\${$1}")
                .replaceAll("\\\\{1,2}\\$", "\\$")
                .replaceAll("\\\\{1,2}([./-])", "$1");
        return !plain.equals(replacement) && RewriteRules.replacement("", plain).isEmpty()
                ? Optional.of(plain)
                : Optional.empty();
    }
}
