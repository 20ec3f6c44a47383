package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.UserInfo;
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
                    + "|(?<![A-Za-z0-9.-])[A-Z][A-Z0-9]*+(?:_[A-Z0-9]++)++(?![A-Za-z0-9.])|(?<![A-Za-z0-9])(?:[xX]{1,3}\\.){3}[xX]{1,3}(?![A-Za-z0-9])");

    /** A replacement may name groups: {@code ${1}}, {@code $1}, {@code ${name}}. */
    private static final Pattern IN_REWRITE =
            Pattern.compile("\\$\\{[A-Z][A-Z0-9_]+}|%%[^%]+%%|\\{\\{.*?}}|<[A-Z][A-Z0-9_ -]*>(?!\\))");

    /** What names a secret that is elsewhere, for programs that fetch it, or was encrypted. */
    private static final String REFERENCE =
            "ENC\\[[A-Z0-9_]+,.*]|\\$ANSIBLE_VAULT;.*|ref\\+[a-z0-9]+://.*|op://.*|vault:[^\\s#]+#.*|arn:aws:secretsmanager:.*";

    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?s)(?:" + REFERENCE
                    + "|(?:CHANGE|REPLACE)_?ME|\\$\\{[A-Za-z_][^{}]*}|\\$\\(.*\\)|%%[A-Za-z0-9_]+%%|\\{\\{.*}}|<[A-Za-z][A-Za-z0-9 _.-]*>|\\$[A-Z][A-Z0-9]*_[A-Z0-9_]+|\\$[A-Z]{5,}|\\$(?i:(?:user|pass|pwd|token|auth|login)(?:name|word|wd)?))");

    /** Characters; more than the longest endpoint, pattern or path that is of any use. */
    private static final int LONGEST = 4096;

    private final Subject subject;

    /** Where each placeholder stands first, and how often it stands somewhere. */
    private final Map<String, String> first = new LinkedHashMap<>();

    private final Map<String, Integer> count = new HashMap<>();

    private PlaceholderRules(Subject subject) {
        this.subject = subject;
    }

    static void apply(Subject subject) {
        if (subject.report().isAllExplained()) {
            return;
        }
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
        if (config.auth() != null) {
            login(host, config.auth());
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

    /** Not in what is longer than any field may be, nor in a user's name and password, which can look like anything. */
    private void look(Pattern placeholder, String text, String path) {
        if (text.length() > LONGEST) {
            return;
        }
        Matcher matcher = placeholder.matcher(placeholder.equals(IN_ADDRESS) ? UserInfo.masked(text) : text);
        while (matcher.find()) {
            subject.report().explain(path);
            found(matcher.group(), path);
        }
    }

    /** A password may look like anything: only a whole one that looks like nothing else counts, and it is never shown. */
    private void login(String host, Auth auth) {
        Map<String, String> fields = new LinkedHashMap<>();
        credential("username", auth.username() == null ? null : Secret.of(auth.username()), "user name", fields);
        credential("password", auth.password(), "password", fields);
        credential("auth", auth.auth(), "login, encoded in base64", fields);
        credential("identity_token", auth.identityToken(), "token", fields);
        fields.keySet()
                .forEach(field -> subject.report().explain(subject.fields().auth(host, field)));
        fields.keySet().stream().findFirst().ifPresent(field -> {
            String words = String.join(" and ", fields.values());
            subject.report()
                    .add(
                            FindingCode.Placeholder,
                            subject.fields().auth(host, field),
                            "a placeholder stands where the %s should be, and RKE2 fills in nothing: it is sent to the registry as it stands"
                                    .formatted(words),
                            "write the %s, or let what renders it fill it in".formatted(words));
        });
    }

    private static void credential(
            String field, @Nullable Secret<String> value, String words, Map<String, String> fields) {
        if (value != null && CREDENTIAL.matcher(value.reveal()).matches()) {
            fields.put(field, words);
        }
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
                        "write what it stands for, or let what renders it fill it in");
    }
}
