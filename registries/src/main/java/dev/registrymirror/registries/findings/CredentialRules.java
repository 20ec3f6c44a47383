package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Auth.Use;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Credentials that nobody accepts, or that others can read. */
final class CredentialRules {
    private static final Pattern QUOTED =
            Pattern.compile("(?s)[\u2018\u201a\u201c\u201e\u00ab].*[\u2018\u2019\u201c\u201d\u00bb]");

    private final Subject subject;

    private CredentialRules(Subject subject) {
        this.subject = subject;
    }

    static void apply(Subject subject) {
        CredentialRules rules = new CredentialRules(subject);
        subject.registries().configs().forEach((host, config) -> {
            if (Subject.hasCredentials(config)
                    && config.auth() != null
                    && !host.equals("*")
                    && !subject.report().isExplained(subject.fields().config(host))) {
                rules.login(host, config.auth());
            }
            if (Subject.hasCredentials(config)) {
                rules.overHttp(host);
            }
        });
        rules.dockerHub();
        rules.readable();
    }

    private void login(String host, Auth auth) {
        List<String> ignored = ignored(auth);
        if (auth.username() == null && auth.password() != null) {
            add(
                    FindingCode.IncompleteLogin,
                    auth.used() == Use.NOTHING ? Severity.ERROR : Severity.WARNING,
                    host,
                    "password",
                    "a password without user name is never sent",
                    "add the username; registries that take a token as password want one, too");
        } else if (auth.username() != null && auth.password() == null) {
            add(
                    FindingCode.IncompleteLogin,
                    ignored.isEmpty() ? Severity.WARNING : Severity.ERROR,
                    host,
                    "username",
                    "the user name is sent with an empty password"
                            + (ignored.isEmpty() ? "" : ", and " + unused(ignored)),
                    ignored.isEmpty()
                            ? "add the password, in quotes if it has a #, which else begins a comment; or remove auth for anonymous pulls"
                            : "remove username, or add the password");
        } else if (!ignored.isEmpty()) {
            String used = auth.used() == Use.IDENTITY_TOKEN
                    ? subject.fields().key("identity_token") + " is used"
                    : "user name and password are used";
            add(
                    FindingCode.ShadowedCredential,
                    Severity.NOTE,
                    host,
                    ignored.getFirst(),
                    "%s, and %s".formatted(used, unused(ignored)),
                    "keep one kind of credentials");
        }
        quotes(host, "username", auth.username() == null ? null : Secret.of(auth.username()));
        quotes(host, "password", auth.password());
        quotes(host, "identity_token", auth.identityToken());
        lineBreak(host, "username", auth.username() == null ? null : Secret.of(auth.username()));
        lineBreak(host, "password", auth.password());
        lineBreak(host, "identity_token", auth.identityToken());
        if (auth.used() == Use.AUTH
                && auth.auth() != null
                && hasLineBreak(auth.auth().reveal())) {
            add(
                    FindingCode.AuthWithLineBreak,
                    Severity.ERROR,
                    host,
                    "auth",
                    "the login was encoded together with the line break that echo adds, which becomes part of the password",
                    "encode it without: printf '%s' 'USER:PASSWORD' | base64");
        }
    }

    /** The kinds of credentials that are there and do not count. */
    private static List<String> ignored(Auth auth) {
        List<String> ignored = new ArrayList<>();
        if (auth.identityToken() != null && auth.used() != Use.IDENTITY_TOKEN) {
            ignored.add("identity_token");
        }
        if (auth.auth() != null && auth.used() != Use.AUTH) {
            ignored.add("auth");
        }
        return ignored;
    }

    private String unused(List<String> keys) {
        return keys.stream().map(subject.fields()::key).collect(Collectors.joining(" and "))
                + (keys.size() == 1 ? " is not used" : " are not used");
    }

    /** What a word processor has made of quotes around a value is part of it, to YAML. */
    private void quotes(String host, String field, @Nullable Secret<String> credential) {
        if (credential != null && QUOTED.matcher(credential.reveal()).matches()) {
            add(
                    FindingCode.InvalidCredential,
                    Severity.WARNING,
                    host,
                    field,
                    "the quotes around it are those of a word processor, and so a part of it: they are sent to the registry with the rest",
                    "write straight quotes, or none");
        }
    }

    private void lineBreak(String host, String field, @Nullable Secret<String> credential) {
        if (credential != null && LineBreaks.isMistake(credential)) {
            add(
                    FindingCode.AuthWithLineBreak,
                    Severity.ERROR,
                    host,
                    field,
                    "the line break is part of it, and is sent to the registry with the rest",
                    "write it in one line, or below |- instead of |, which leaves out the line break at the end");
        }
    }

    private static boolean hasLineBreak(String auth) {
        try {
            String login = new String(Base64.getMimeDecoder().decode(auth), StandardCharsets.UTF_8);
            return login.indexOf(':') >= 0 && (login.endsWith("\n") || login.endsWith("\r"));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void overHttp(String host) {
        Optional<Target> plain = subject.targets().users(host).stream()
                .filter(target ->
                        target.endpoint().isHttp() && !target.endpoint().isLoopback())
                .findFirst();
        HostConfig config = subject.registries().configs().getOrDefault(host, HostConfig.EMPTY);
        plain.ifPresent(target -> subject.report()
                .add(
                        FindingCode.CredentialsOverHttp,
                        subject.fields().config(host),
                        (Subject.hasTls(config)
                                                && !target.endpoint()
                                                        .usualPort()
                                                        .equals("80")
                                        ? "the credentials may go to %s in the clear, for everybody on the way to read: because of tls containerd tries https first, and then plain HTTP"
                                        : "the credentials go to %s in the clear, for everybody on the way to read")
                                .formatted(target.endpoint().text()),
                        "let the registry speak TLS and write https://%s"
                                .formatted(target.endpoint().address())));
    }

    private void dockerHub() {
        HostConfig hub = subject.registries().configs().get("docker.io");
        if (hub == null
                || !Subject.hasCredentials(hub)
                || subject.registries().configs().containsKey("registry-1.docker.io")
                || subject.report()
                        .has(FindingCode.ConfigForMirrorName, subject.fields().config("docker.io"))
                || subject.report().isExplained(subject.fields().config("docker.io"))) {
            return;
        }
        Release release = subject.context().options().release();
        if (release == null) {
            hub(
                    Severity.NOTE,
                    "releases before %s do not find Docker Hub's credentials under this name"
                            .formatted(Release.HUB_LOGIN_FROM),
                    "for older nodes write the same entry for \"registry-1.docker.io\" beside it");
        } else if (!release.readsHubLoginUnderItsName()) {
            hub(
                    Severity.ERROR,
                    "%s does not find Docker Hub's credentials under this name, and pulls without them"
                            .formatted(release),
                    "write the same entry for \"registry-1.docker.io\"");
        }
    }

    private void hub(Severity severity, String message, String remedy) {
        subject.report()
                .add(
                        FindingCode.DockerHubCredentials,
                        severity,
                        subject.fields().config("docker.io"),
                        message,
                        remedy);
    }

    private void readable() {
        if (!subject.context().readableByOthers()) {
            return;
        }
        subject.registries().configs().entrySet().stream()
                .filter(entry -> Subject.hasCredentials(entry.getValue()))
                .findFirst()
                .ifPresent(entry -> subject.report()
                        .add(
                                FindingCode.PasswordReadable,
                                subject.fields().config(entry.getKey()),
                                "the file has credentials, and everybody who can log in to the node can read it",
                                "give the file the mode 0600"));
    }

    private void add(FindingCode code, Severity severity, String host, String field, String message, String remedy) {
        subject.report().add(code, severity, subject.fields().auth(host, field), message, remedy);
    }
}
