package dev.registrymirror.operator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /healthz}, {@code /readyz} and {@code /metrics}. The health pages list what is wrong, and say 503 while anything is. A
 * client that does not finish what it began to ask keeps nobody else waiting.
 */
public final class OperatorPages implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OperatorPages.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** A page's answer. */
    private record Answer(int status, String type, String body) {}

    /**
     * Starts serving.
     *
     * @param port 0 takes a free one
     */
    public OperatorPages(int port, List<Check> health, List<Check> readiness, Supplier<String> metrics) {
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " (HTTP_PORT)", e);
        }
        server.setExecutor(threads);
        page("/healthz", () -> checks(health));
        page("/readyz", () -> checks(readiness));
        page("/metrics", () -> new Answer(200, PROMETHEUS, metrics.get()));
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void page(String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                send(exchange, exchange.getRequestURI().getPath().equals(path) ? answer.get() : notFound());
            } catch (RuntimeException e) {
                log.atError().addKeyValue("page", path).setCause(e).log("a page failed");
                throw e;
            }
        });
    }

    private static Answer notFound() {
        return new Answer(404, TEXT, "there are /healthz, /readyz and /metrics\n");
    }

    private static Answer checks(List<Check> checks) {
        var body = new StringBuilder();
        boolean well = true;
        for (Check check : checks) {
            var problem = check.problem().get();
            well &= problem.isEmpty();
            body.append(check.name()).append(": ").append(problem.orElse("ok")).append('\n');
        }
        return new Answer(well ? 200 : 503, TEXT, body.toString());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
