package dev.registrymirror.registries.containerd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.testbed.Oracle;
import dev.registrymirror.testbed.Oracle.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the testbed's stand-in for RKE2 writes, and what containerd itself reads in it. */
public final class Rke2 {
    private Rke2() {}

    /** Texts by name of the registry, and the login tables. */
    record Written(SortedMap<String, String> hosts, String auth) {}

    /** One host of a registry. */
    public record Host(
            String scheme,
            String host,
            String path,
            List<String> capabilities,
            boolean fallsBack,
            boolean insecure,
            List<String> cas,
            List<String> clients) {}

    /** What containerd reads; a complaint is empty where there is none. */
    public sealed interface Seen {
        record Hosts(
                List<Host> hosts,
                String undecodable,
                Map<String, Map<String, String>> rewrites,
                String rewritesUndecodable)
                implements Seen {}

        record Failed(String error) implements Seen {}
    }

    static Written write(Registries registries, NodeOptions options) {
        byte[] file = RegistriesWriter.write(registries).getBytes(StandardCharsets.UTF_8);
        Map<String, Object> settings = Map.of(
                "program", options.program().program(),
                "dataDir", options.dataDir(),
                "disableDefaultEndpoint", options.disableDefaultEndpoint(),
                "embeddedRegistry", text(options.embeddedRegistry()));
        JsonNode answer = taken(Oracle.shared().ask("hosts", Map.of("data", file, "options", settings)));
        return new Written(texts(answer.get("hosts")), answer.get("auth").asText());
    }

    /** The files below certs.d, by their paths there. */
    public static Map<String, String> certs(Rendered rendered) {
        Map<String, String> files = new HashMap<>();
        rendered.files().forEach((path, text) -> {
            if (!path.equals(ContainerdFiles.AUTH_FILE)) {
                files.put(path.substring(ContainerdFiles.CERTS_FOLDER.length() + 1), text.reveal());
            }
        });
        return files;
    }

    /** What containerd reads for a registry. */
    public static Seen read(Map<String, String> files, String registry) {
        Map<String, byte[]> bytes = new HashMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return switch (Oracle.shared().ask("containerd", Map.of("files", bytes, "registry", registry))) {
            case Answer.Refused(String error) -> new Seen.Failed(error);
            case Answer.Taken(JsonNode seen) -> {
                List<Host> hosts = new ArrayList<>();
                seen.get("hosts").forEach(host -> hosts.add(host(host)));
                Map<String, Map<String, String>> rewrites = new HashMap<>();
                seen.get("rewrites")
                        .properties()
                        .forEach(entry -> rewrites.put(entry.getKey(), texts(entry.getValue())));
                yield new Seen.Hosts(
                        hosts,
                        seen.get("undecodable").asText(),
                        rewrites,
                        seen.get("rewritesUndecodable").asText());
            }
        };
    }

    /** What an address is normalised to, with the host's bytes a character each; or null where Go cannot parse it. */
    static HostAddress.@Nullable Usable normalise(String address, @Nullable String embeddedRegistry) {
        Map<String, Object> question =
                Map.of("text", address.getBytes(StandardCharsets.UTF_8), "embedded", text(embeddedRegistry));
        return switch (Oracle.shared().ask("address", question)) {
            case Answer.Refused _ -> null;
            case Answer.Taken(JsonNode value) ->
                new HostAddress.Usable(
                        value.get("url").asText(),
                        bytes(value, "host"),
                        bytes(value, "lookup"),
                        value.get("override").asBoolean());
        };
    }

    private static Host host(JsonNode host) {
        return new Host(
                host.get("scheme").asText(),
                host.get("host").asText(),
                host.get("path").asText(),
                list(host.get("capabilities")),
                host.get("fallsBack").asBoolean(),
                host.get("insecure").asBoolean(),
                list(host.get("cas")),
                list(host.get("clients")));
    }

    private static String bytes(JsonNode value, String field) {
        try {
            byte[] bytes = value.get(field).binaryValue();
            return GoUrl.decode(bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode taken(Answer answer) {
        return switch (answer) {
            case Answer.Taken(JsonNode value) -> value;
            case Answer.Refused(String error) ->
                throw new AssertionError("RKE2 refuses a file that was written: " + error);
        };
    }

    private static SortedMap<String, String> texts(JsonNode map) {
        SortedMap<String, String> texts = new TreeMap<>();
        map.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static List<String> list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
