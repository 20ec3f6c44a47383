package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a template left in: RKE2 fills in nothing. */
final class PlaceholderRules {
    private static final String MARKED =
            "\\$\\{[^{}]*}|\\$\\([^()]*\\)|%%[^%]+%%|\\{\\{.*?}}|\\{%.*?%}|@@?[A-Z][A-Z0-9_]+@@?|__[A-Z][A-Z0-9_]*__";
    private static final Pattern IN_TEXT =
            Pattern.compile(MARKED + "|<[A-Za-z][^<>]*>|\\$[A-Z][A-Z0-9_]{2,}|%[A-Z][A-Z0-9_]{2,}%");

    /** In a name or an address also words of capitals, which are no host's, and addresses of nothing but x. */
    private static final Pattern IN_ADDRESS = Pattern.compile(
            IN_TEXT.pattern()
                    + "|(?<![A-Za-z0-9.-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9.])|(?<![A-Za-z0-9])(?:[xX]{1,3}\\.){3}[xX]{1,3}(?![A-Za-z0-9])");

    /** A replacement may name groups: {@code ${1}}, {@code $1}, {@code ${name}}. */
    private static final Pattern IN_REWRITE =
            Pattern.compile("\\$\\{[A-Z][A-Z0-9_]+}|%%[^%]+%%|\\{\\{.*?}}|<[A-Z][A-Z0-9_ -]*>(?!\\))");

    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?s)(?:\\$\\{[A-Za-z_][^{}]*}|\\$\\(.*\\)|%%[A-Za-z0-9_]+%%|\\{\\{.*}}|<[A-Za-z][^<>]*>|\\$[A-Z][A-Z0-9]*_[A-Z0-9_]+|\\$[A-Z]{5,})");

    private final Subject subject;

    /** Where each placeholder stands first, and how often it stands somewhere. */
    private final Map<String, String> first = new LinkedHashMap<>();

    private final Map<String, Integer> count = new HashMap<>();

    private PlaceholderRules(Subject subject) {
        this.subject = subject;
    }

    static void apply(Subject subject) {
        PlaceholderRules rules = new PlaceholderRules(subject);
        subject.registries().mirrors().forEach(rules::mirror);
        subject.registries().configs().forEach(rules::config);
        rules.first.forEach(rules::tell);
    }

    private void mirror(String registry, Mirror mirror) {
        look(IN_ADDRESS, registry, subject.fields().mirror(registry));
        for (int i = 0; i < mirror.endpoints().size(); i++) {
            look(IN_ADDRESS, mirror.endpoints().get(i), subject.fields().endpoint(registry, i));
        }
        mirror.rewrites().forEach((pattern, replacement) -> {
            look(IN_REWRITE, pattern, subject.fields().rewrite(registry, pattern));
            look(IN_REWRITE, replacement, subject.fields().rewrite(registry, pattern));
        });
    }

    private void config(String host, HostConfig config) {
        look(IN_ADDRESS, host, subject.fields().config(host));
        Auth auth = config.auth();
        if (auth != null) {
            credential(host, "username", auth.username() == null ? null : Secret.of(auth.username()));
            credential(host, "password", auth.password());
            credential(host, "auth", auth.auth());
            credential(host, "identity_token", auth.identityToken());
        }
        Tls tls = config.tls();
        if (tls != null) {
            file(host, "ca_file", tls.caFile());
            file(host, "cert_file", tls.certFile());
            file(host, "key_file", tls.keyFile());
        }
    }

    private void file(String host, String field, @Nullable String path) {
        if (path != null) {
            look(IN_TEXT, path, subject.fields().tls(host, field));
        }
    }

    private void look(Pattern placeholder, String text, String path) {
        Matcher matcher = placeholder.matcher(text);
        while (matcher.find()) {
            subject.report().explain(path);
            found(matcher.group(), path);
        }
    }

    /** A password may look like anything: only a whole one that looks like nothing else counts, and it is never shown. */
    private void credential(String host, String field, @Nullable Secret<String> value) {
        if (value == null || !CREDENTIAL.matcher(value.reveal()).matches()) {
            return;
        }
        String path = subject.fields().auth(host, field);
        subject.report().explain(path);
        subject.report()
                .add(
                        FindingCode.Placeholder,
                        path,
                        "the value looks like a placeholder that nobody filled in, and RKE2 fills in nothing: it is sent to the registry as it stands",
                        "write the %s itself, or let what makes the file fill it in".formatted(words(field)));
    }

    private static String words(String field) {
        return switch (field) {
            case "username" -> "user name";
            case "identity_token" -> "token";
            case "auth" -> "login, encoded in base64,";
            default -> field;
        };
    }

    private void found(String placeholder, String path) {
        first.putIfAbsent(placeholder, path);
        count.merge(placeholder, 1, Integer::sum);
    }

    private void tell(String placeholder, String path) {
        int more = Optional.ofNullable(count.get(placeholder)).orElse(1) - 1;
        subject.report()
                .add(
                        FindingCode.Placeholder,
                        path,
                        "the placeholder %s was left in%s, and RKE2 fills in nothing: it takes it as it stands"
                                .formatted(
                                        Words.quote(placeholder),
                                        more == 0
                                                ? ""
                                                : " (and in %d more %s)"
                                                        .formatted(more, more == 1 ? "place" : "places")),
                        "write what it stands for, or let what makes the file fill it in");
    }
}
