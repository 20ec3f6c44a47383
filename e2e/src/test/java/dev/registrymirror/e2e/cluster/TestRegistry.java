package dev.registrymirror.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.registrymirror.testbed.Testbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

/** A real registry of the testbed. Its access log is the evidence of a pull: repository, user, status. */
public record TestRegistry(Testbed testbed, String kind, int port) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request of the access log, as the registry wrote it. */
    public record Access(String method, String repository, String reference, String user, int status) {}

    /** Host and port as nodes reach it, for example {@code basic.registry.test:5002}. */
    public String host() {
        return kind + ".registry.test:" + port;
    }

    /** Pushes an image that nobody has seen before, so that a pull of it cannot come from anywhere else; gives its digest. */
    public String push(String repositoryAndTag) {
        return push(repositoryAndTag, UUID.randomUUID().toString());
    }

    /** Pushes the image that is made from a text: the same text gives the same image. */
    public String push(String repositoryAndTag, String unique) {
        String pushed = testbed.run("registry", "push", kind, repositoryAndTag, "--unique", unique);
        return pushed.substring(pushed.lastIndexOf('@') + 1);
    }

    /** A place in the access log: what comes after it is what a test has caused. */
    public String mark() {
        return testbed.run("registry", "mark", kind);
    }

    public List<Access> since(String mark) {
        return testbed.run("registry", "log", kind, "--since", mark)
                .lines()
                .filter(line -> !line.isBlank())
                .map(TestRegistry::access)
                .toList();
    }

    /** Changes a user's password; the registry takes it at once. */
    public void password(String user, String password) {
        testbed.run("registry", "passwd", kind, user, password);
    }

    private static Access access(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            return new Access(
                    entry.path("method").asText(),
                    entry.path("repository").asText(),
                    entry.path("reference").asText(),
                    entry.path("user").asText(),
                    entry.path("status").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
