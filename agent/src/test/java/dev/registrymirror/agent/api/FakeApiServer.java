package dev.registrymirror.agent.api;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** An API server that does as it is told: answers in a given order, to requests that it remembers. */
public final class FakeApiServer implements AutoCloseable {
    /** One answer. */
    public interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private record Told(Predicate<String> to, Answer answer) {}

    public final List<String> requests = new CopyOnWriteArrayList<>();
    public final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final HttpServer server;
    private final Path account;
    private volatile Answer otherwise = status(503);

    public FakeApiServer(Path folder) throws IOException {
        account = folder;
        token("first");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** The kubelet rotates the token. */
    public void token(String token) throws IOException {
        Files.writeString(account.resolve("token"), token);
    }

    public NodeRegistriesApi api() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new NodeRegistriesApi(new ApiServer(base, new ServiceAccount(account)), "worker-1");
    }

    FakeApiServer then(Answer answer) {
        return thenTo(_ -> true, answer);
    }

    /** To the next request of this method, and only to that. */
    public FakeApiServer thenTo(String method, Answer answer) {
        return thenTo(request -> request.startsWith(method + " "), answer);
    }

    private synchronized FakeApiServer thenTo(Predicate<String> request, Answer answer) {
        told.add(new Told(request, answer));
        return this;
    }

    /** To requests that nothing was told about. */
    public void otherwise(Answer answer) {
        otherwise = answer;
    }

    private synchronized Answer answerTo(String request) {
        for (Told next : told) {
            if (next.to.test(request)) {
                told.remove(next);
                return next.answer;
            }
        }
        return otherwise;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            requests.add(request);
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            answerTo(request).give(exchange);
        }
    }

    public static Answer json(Map<String, ?> body) {
        return exchange -> {
            byte[] bytes = JSON.std.asBytes(body);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Answer status(int code, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2)
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            byte[] bytes = JSON.std.asBytes(Map.of("kind", "Status", "code", code, "message", "told to"));
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Lines of a watch, as they are; then the watch ends in good order. */
    static Answer stream(String... lines) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (String line : lines) out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** The connection is cut in the middle of a line. */
    static Answer cut(String half) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(half.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        };
    }

    static Map<String, Object> object(String version) {
        return Map.of(
                "metadata", Map.of("name", "worker-1", "uid", "o", "resourceVersion", version),
                "spec", Map.of("nodeUID", "n"));
    }

    static Answer list(String version, Object... items) {
        return json(Map.of("metadata", Map.of("resourceVersion", version), "items", List.of(items)));
    }

    static String event(String type, Map<String, ?> object) {
        try {
            return JSON.std.asString(Map.of("type", type, "object", object)) + "\n";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
