package dev.registrymirror.operator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OperatorPagesTest {
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());

    @Test
    void readiness_turns_with_what_it_looks_at() throws Exception {
        try (var pages = pages()) {
            assertThat(get(pages, "/readyz").statusCode()).isEqualTo(200);

            problem.set(Optional.of("nothing works"));
            assertThat(get(pages, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(pages, "/readyz").body()).isEqualTo("steady: ok\nturning: nothing works\n");
            assertThat(get(pages, "/healthz").statusCode()).isEqualTo(200);

            problem.set(Optional.empty());
            assertThat(get(pages, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void there_are_metrics_and_nothing_else() throws Exception {
        try (var pages = pages()) {
            assertThat(get(pages, "/metrics").body()).isEqualTo("a_metric 1\n");
            assertThat(get(pages, "/metrics/secrets").statusCode()).isEqualTo(404);
            assertThat(get(pages, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_client_that_does_not_finish_its_request_keeps_nobody_waiting() throws Exception {
        try (var pages = pages();
                var slow = new Socket(InetAddress.getLoopbackAddress(), pages.port())) {
            slow.getOutputStream().write("GET /healthz".getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();

            assertThat(get(pages, "/healthz").statusCode()).isEqualTo(200);
        }
    }

    private OperatorPages pages() {
        var steady = new Check("steady", Optional::empty);
        return new OperatorPages(
                0, List.of(steady), List.of(steady, new Check("turning", problem::get)), () -> "a_metric 1\n");
    }

    private static HttpResponse<String> get(OperatorPages pages, String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pages.port() + path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
