package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials that nobody accepts, or that others can read. */
final class CredentialRules {
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
        boolean other = auth.auth() != null || auth.identityToken() != null;
        if (auth.username() == null && auth.password() != null) {
            add(
                    FindingCode.IncompleteLogin,
                    other ? Severity.WARNING : Severity.ERROR,
                    host,
                    "password",
                    "a password without user name is never sent",
                    "add the username; registries that take a token as password want one, too");
        } else if (auth.username() != null && auth.password() == null && !other) {
            add(
                    FindingCode.IncompleteLogin,
                    Severity.WARNING,
                    host,
                    "username",
                    "the user name is sent with an empty password",
                    "add the password, or remove auth for anonymous pulls");
        } else if (auth.username() != null && auth.password() != null && other) {
            add(
                    FindingCode.ShadowedCredential,
                    Severity.NOTE,
                    host,
                    auth.auth() == null ? "identity_token" : "auth",
                    "user name and password are used, and this is not",
                    "keep one kind of credentials");
        }
        lineBreak(host, "username", auth.username() == null ? null : Secret.of(auth.username()));
        lineBreak(host, "password", auth.password());
        lineBreak(host, "identity_token", auth.identityToken());
        if (auth.username() == null
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
        plain.ifPresent(target -> subject.report()
                .add(
                        FindingCode.CredentialsOverHttp,
                        subject.fields().config(host),
                        "the credentials go to %s in the clear, for everybody on the way to read"
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
        RkeVersion version = subject.context().version();
        if (version == null || !version.readsDockerHubCredentialsUnderItsName()) {
            subject.report()
                    .add(
                            FindingCode.DockerHubCredentials,
                            version == null ? Severity.NOTE : Severity.ERROR,
                            subject.fields().config("docker.io"),
                            version == null
                                    ? "releases before v1.33.3, v1.32.7 and v1.31.11 do not find Docker Hub's credentials under this name"
                                    : "%s does not find Docker Hub's credentials under this name, and pulls without them"
                                            .formatted(version),
                            version == null
                                    ? "for older nodes write the same entry for \"registry-1.docker.io\" beside it"
                                    : "write the same entry for \"registry-1.docker.io\"");
        }
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
