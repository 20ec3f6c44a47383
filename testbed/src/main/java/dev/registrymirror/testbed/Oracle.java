package dev.registrymirror.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The programs that read registries.yaml on a node, asked what they make of something: {@code testbed oracle}, one process for all
 * tests of a JVM. It ends when it is closed, and with the JVM however that ends, since its standard input ends then.
 *
 * {@snippet :
 * Answer answer = Oracle.shared().ask("parse", Map.of("data", bytes));
 * }
 */
public final class Oracle implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private static @Nullable Oracle shared;

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Oracle(Process process) {
        this.process = process;
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What a program said. */
    public sealed interface Answer {
        /** It took what it was given, and this is what it made of it. */
        record Taken(JsonNode value) implements Answer {}

        /** It refused, in its own words. */
        record Refused(String error) implements Answer {}
    }

    /** The one of this JVM; it is started when it is first needed. */
    public static synchronized Oracle shared() {
        if (shared == null || !shared.process.isAlive()) {
            shared = new Oracle(Testbed.ofThisCheckout().talk("oracle"));
        }
        return shared;
    }

    /**
     * Asks a question and waits for the answer; throws if the question itself is not understood.
     *
     * @param kind what is asked, as the testbed's package oracle lists it
     * @param question the fields of the question; byte arrays become base64
     */
    public synchronized Answer ask(String kind, Map<String, ?> question) {
        ObjectNode line = JSON.valueToTree(question);
        line.put("kind", kind);
        try {
            questions.write(line.toString());
            questions.newLine();
            questions.flush();
            String reply = answers.readLine();
            if (reply == null) throw new IllegalStateException("the oracle has ended");
            return answer(JSON.readTree(reply));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no answer in JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(JsonNode reply) {
        if (reply.has("answer")) return new Answer.Taken(reply.get("answer"));
        if (reply.has("error")) return new Answer.Refused(reply.get("error").asText());
        throw new IllegalArgumentException(reply.path("fault").asText());
    }

    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
