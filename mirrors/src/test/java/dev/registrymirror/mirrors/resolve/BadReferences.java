package dev.registrymirror.mirrors.resolve;

import static dev.registrymirror.mirrors.Fixtures.pem;

import dev.registrymirror.api.v1alpha1.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;

/** References that lead to nothing usable. */
public final class BadReferences {
    /** The password in all of them. */
    public static final String PASSWORD = "s3cret-Pa55word";

    static final String HOST = "harbor.corp:5000";
    static final String BASIC_AUTH = "kubernetes.io/basic-auth";
    static final String DOCKER = "kubernetes.io/dockerconfigjson";
    static final String TLS = "kubernetes.io/tls";
    static final String AUTH = """
            configs:
            - host: harbor.corp:5000
              auth: {secretRef: {name: pull}}
            """;
    private static final String CA = """
            configs:
            - host: harbor.corp:5000
              tls: {caRef: {kind: ConfigMap, name: corp-ca}}
            """;
    private static final String CA_SECRET = CA.replace("ConfigMap", "Secret");
    private static final String CLIENT = """
            configs:
            - host: harbor.corp:5000
              tls: {clientCertRef: {name: mtls}}
            """;
    private static final String BROKEN = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

    private BadReferences() {}

    /** Every kind of them. */
    public static Stream<BadInput> all() {
        String authField = "spec.configs[harbor.corp:5000].auth.secretRef";
        String caField = "spec.configs[harbor.corp:5000].tls.caRef";
        String clientField = "spec.configs[harbor.corp:5000].tls.clientCertRef";
        return Stream.of(
                new BadInput("Secret missing", AUTH, none(), authField, Reasons.NOT_FOUND, "Secret pull", "namespace"),
                new BadInput(
                        "password missing",
                        AUTH,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u")),
                        authField,
                        Reasons.KEY_MISSING,
                        "no key password"),
                new BadInput(
                        "username missing",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("password", PASSWORD)),
                        authField,
                        Reasons.KEY_MISSING,
                        "no key username"),
                new BadInput(
                        "none of the known keys",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("passwd", PASSWORD)),
                        authField,
                        Reasons.KEY_MISSING,
                        "username and password, auth, identityToken"),
                new BadInput(
                        "wrong type",
                        AUTH,
                        none().secret("pull", TLS, Map.of("tls.crt", "x")),
                        authField,
                        Reasons.WRONG_TYPE,
                        TLS,
                        DOCKER),
                new BadInput(
                        "empty password",
                        AUTH,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u", "password", "")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "is empty"),
                new BadInput(
                        "line break at the end of a password",
                        AUTH,
                        none().secret("pull", BASIC_AUTH, Map.of("username", "u", "password", PASSWORD + "\n")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "control character",
                        "printf"),
                new BadInput(
                        "control character in a password",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("username", "u", "password", PASSWORD + "\u007f")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "control character",
                        "not printable"),
                new BadInput(
                        "control character in an identity token",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("identityToken", PASSWORD + "\u0000")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "control character"),
                new BadInput(
                        "control character in a user name from a docker config",
                        AUTH,
                        none().secret("pull", DOCKER, docker(HOST, auth("u\u0007", PASSWORD))),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "control character"),
                new BadInput(
                        "auth that is not base64 of user:password",
                        AUTH,
                        none().secret("pull", "Opaque", Map.of("auth", PASSWORD)),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "user:password"),
                new BadInput(
                        "docker config without that host",
                        AUTH,
                        none().secret("pull", DOCKER, docker("other.corp", auth("u", PASSWORD))),
                        authField,
                        Reasons.HOST_MISSING,
                        HOST),
                new BadInput(
                        "docker config for the host with another port",
                        AUTH,
                        none().secret("pull", DOCKER, docker("https://harbor.corp", auth("u", PASSWORD))),
                        authField,
                        Reasons.HOST_MISSING,
                        "another port"),
                new BadInput(
                        "docker config that is not JSON",
                        AUTH,
                        none().secret("pull", DOCKER, Map.of(".dockerconfigjson", PASSWORD)),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "JSON"),
                new BadInput(
                        "docker config that leaves the login to a credential store",
                        AUTH,
                        none().secret("pull", DOCKER, docker(HOST, "{}")),
                        authField,
                        Reasons.INVALID_CREDENTIALS,
                        "no login"),
                new BadInput(
                        "docker config without its key",
                        AUTH,
                        none().secret("pull", DOCKER, Map.of()),
                        authField,
                        Reasons.KEY_MISSING,
                        ".dockerconfigjson"),
                new BadInput("ConfigMap missing", CA, none(), caField, Reasons.NOT_FOUND, "ConfigMap corp-ca"),
                new BadInput(
                        "key of a ConfigMap missing",
                        CA,
                        none().configMap("corp-ca", Map.of("ca.pem", "x")),
                        caField,
                        Reasons.KEY_MISSING,
                        "ca.crt"),
                new BadInput(
                        "CA without a certificate",
                        CA,
                        none().configMap("corp-ca", Map.of("ca.crt", "no certificate")),
                        caField,
                        Reasons.INVALID_CERTIFICATE,
                        "BEGIN CERTIFICATE"),
                new BadInput(
                        "CA that does not parse",
                        CA,
                        none().configMap("corp-ca", Map.of("ca.crt", BROKEN)),
                        caField,
                        Reasons.INVALID_CERTIFICATE,
                        "BEGIN CERTIFICATE"),
                new BadInput("CA Secret missing", CA_SECRET, none(), caField, Reasons.NOT_FOUND, "Secret corp-ca"),
                new BadInput(
                        "key of a CA Secret missing",
                        CA_SECRET,
                        none().secret("corp-ca", "Opaque", Map.of("tls.crt", pem("ca.crt"))),
                        caField,
                        Reasons.KEY_MISSING,
                        "ca.crt"),
                new BadInput("client Secret missing", CLIENT, none(), clientField, Reasons.NOT_FOUND, "Secret mtls"),
                new BadInput(
                        "client Secret of another type",
                        CLIENT,
                        none().secret("mtls", "Opaque", Map.of("tls.crt", pem("client.crt"))),
                        clientField,
                        Reasons.WRONG_TYPE,
                        TLS),
                new BadInput(
                        "client Secret without a key",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", pem("client.crt"))),
                        clientField,
                        Reasons.KEY_MISSING,
                        "tls.key"),
                new BadInput(
                        "client certificate that does not parse",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", "nonsense", "tls.key", pem("client.key"))),
                        clientField,
                        Reasons.INVALID_CERTIFICATE,
                        "cannot be read"),
                new BadInput(
                        "key that does not parse",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", pem("client.crt"), "tls.key", "nonsense")),
                        clientField,
                        Reasons.INVALID_KEY,
                        "passphrase"),
                new BadInput(
                        "key that does not fit",
                        CLIENT,
                        none().secret("mtls", TLS, Map.of("tls.crt", pem("client.crt"), "tls.key", pem("other.key"))),
                        clientField,
                        Reasons.INVALID_KEY,
                        "not that of"));
    }

    static FakeReferences none() {
        return new FakeReferences();
    }

    static Map<String, String> docker(String key, String entry) {
        return Map.of(".dockerconfigjson", "{\"auths\": {\"" + key + "\": " + entry + "}}");
    }

    static String auth(String username, String password) {
        return "{\"auth\": \"" + base64(username + ":" + password) + "\"}";
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
