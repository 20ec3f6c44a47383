package dev.registrymirror.registries.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.testbed.Oracle;
import dev.registrymirror.testbed.Oracle.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** RKE2's own parser, and what it reads as this module's model. */
final class Wharfie {
    private Wharfie() {}

    /** What RKE2 makes of a file. */
    sealed interface Verdict {
        record Accepted(Registries registries) implements Verdict {}

        record Rejected(String error) implements Verdict {}
    }

    static Verdict read(byte[] file) {
        return switch (Oracle.shared().ask("parse", Map.of("data", file))) {
            case Answer.Taken(JsonNode value) ->
                new Verdict.Accepted(Registries.of(
                        entries(value.get("mirrors"), Wharfie::mirror),
                        entries(value.get("configs"), Wharfie::config)));
            case Answer.Refused(String error) -> new Verdict.Rejected(error);
        };
    }

    private static Mirror mirror(JsonNode node) {
        List<String> endpoints = new ArrayList<>();
        node.get("endpoint").forEach(endpoint -> endpoints.add(endpoint.asText()));
        return Mirror.of(endpoints, entries(node.get("rewrite"), JsonNode::asText));
    }

    private static HostConfig config(JsonNode node) {
        JsonNode auth = node.get("auth");
        JsonNode tls = node.get("tls");
        return new HostConfig(
                auth.isNull()
                        ? null
                        : new Auth(
                                auth.get("username").asText(),
                                secret(auth, "password"),
                                secret(auth, "auth"),
                                secret(auth, "identity_token")),
                tls.isNull()
                        ? null
                        : new Tls(
                                tls.get("ca_file").asText(),
                                tls.get("cert_file").asText(),
                                tls.get("key_file").asText(),
                                tls.get("insecure_skip_verify").asBoolean()));
    }

    private static Secret<String> secret(JsonNode auth, String field) {
        return Secret.of(auth.get(field).asText());
    }

    private static <V> Map<String, V> entries(JsonNode map, Function<JsonNode, V> decode) {
        Map<String, V> entries = new HashMap<>();
        map.properties().forEach(entry -> entries.put(entry.getKey(), decode.apply(entry.getValue())));
        return entries;
    }
}
