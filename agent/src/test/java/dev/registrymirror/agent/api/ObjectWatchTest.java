package dev.registrymirror.agent.api;

import static dev.registrymirror.agent.api.FakeApiServer.cut;
import static dev.registrymirror.agent.api.FakeApiServer.event;
import static dev.registrymirror.agent.api.FakeApiServer.list;
import static dev.registrymirror.agent.api.FakeApiServer.object;
import static dev.registrymirror.agent.api.FakeApiServer.status;
import static dev.registrymirror.agent.api.FakeApiServer.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.agent.order.NodeObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an API server does, the watch goes on and ends up with what is true. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ObjectWatchTest {
    @TempDir
    Path folder;

    private FakeApiServer server;
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});
    private final Mailbox mailbox = new Mailbox();

    @BeforeEach
    void start() throws IOException {
        server = new FakeApiServer(folder);
    }

    private void follow() {
        follow(new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), new SplittableRandom(1)));
    }

    private void follow(Backoff backoff) {
        thread = Thread.ofPlatform().start(new ObjectWatch(server.api(), mailbox, backoff)::run);
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.interrupt();
        server.close();
        thread.join();
    }

    private void seen(String version) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(mailbox.latest())
                        .isNotNull()
                        .extracting(NodeObject::resourceVersion)
                        .isEqualTo(version));
    }

    private void requested(String what) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(server.requests).anyMatch(request -> request.contains(what)));
    }

    @Test
    void asksForItsOneObjectByNameWithBookmarks() {
        server.then(list("10", object("9"))).then(stream());
        follow();
        seen("9");
        requested("watch=true");
        assertThat(server.requests)
                .allMatch(request -> request.contains("fieldSelector=metadata.name%3Dworker-1"))
                .anyMatch(request ->
                        request.contains("allowWatchBookmarks=true") && request.contains("resourceVersion=10"));
    }

    @Test
    void resumesWhereAWatchThatEndedHadCome() {
        server.then(list("10", object("9")))
                .then(stream(
                        event("MODIFIED", object("11")),
                        event("BOOKMARK", Map.of("metadata", Map.of("resourceVersion", "15")))))
                .then(stream(event("MODIFIED", object("16"))));
        follow();
        seen("16");
        requested("resourceVersion=15");
        assertThat(server.requests.stream().filter(request -> request.contains("resourceVersion=0")))
                .hasSize(1);
    }

    @Test
    void aWatchThatEndsAtOnceIsReopenedAfterEverLongerWaits() {
        server.then(list("10", object("9")));
        server.otherwise(stream());
        long start = System.nanoTime();
        follow(new Backoff(Duration.ofMillis(50), Duration.ofSeconds(30), new SplittableRandom(1)));
        // The list, the first watch, and 5 more after at least half of 50, 100, 200, 400 and 800 ms.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(server.requests).hasSizeGreaterThanOrEqualTo(7));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(775));
    }

    @Test
    void listsAnewWhenTheServerHasForgotten() {
        server.then(list("10", object("9")))
                .then(status(410))
                .then(list("50", object("49")))
                .then(stream());
        follow();
        seen("49");
        requested("resourceVersion=50");
    }

    @Test
    void listsAnewWhenTheServerSaysSoInsideTheWatch() {
        server.then(list("10", object("9")))
                .then(stream(event("ERROR", Map.of("kind", "Status", "code", 410, "message", "too old"))))
                .then(list("50", object("49")))
                .then(stream());
        follow();
        seen("49");
    }

    @Test
    void resumesAfterAConnectionThatWasCutInTheMiddleOfAnEvent() {
        server.then(list("10", object("9")))
                .then(cut(event("MODIFIED", object("11")) + "{\"type\":\"MODI"))
                .then(stream(event("MODIFIED", object("12"))));
        follow();
        seen("12");
        requested("resourceVersion=11");
    }

    @Test
    void goesOnAfterErrorsOfTheServer() {
        server.then(status(500))
                .then(status(503))
                .then(list("10", object("9")))
                .then(status(500))
                .then(stream());
        follow();
        seen("9");
        requested("resourceVersion=10");
    }

    @Test
    void readsTheTokenAnewForEveryRequest() throws IOException {
        server.then(list("10", object("9")))
                .then(exchange -> {
                    server.token("second");
                    status(401).give(exchange);
                })
                .then(stream(event("MODIFIED", object("11"))));
        follow();
        seen("11");
        assertThat(server.tokens).startsWith("Bearer first", "Bearer first", "Bearer second");
    }

    @Test
    void seesAnObjectThatWasDeletedAndMadeAgain() {
        server.then(list("10", object("9")))
                .then(stream(event("DELETED", object("11"))))
                .then(list("12"))
                .then(stream(event("ADDED", object("13"))));
        follow();
        seen("13");
    }

    @Test
    void leavesTheServerAloneForAsLongAsItAsks() {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), new SplittableRandom(1));
        ApiException busy = new ApiException(429, "", Duration.ofSeconds(7));
        assertThat(backoff.after(busy)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7500));
        IOException other = new IOException("reset");
        for (int i = 0; i < 20; i++) assertThat(backoff.after(other)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aServerThatIsTooBusyIsAskedAgainAfterItsTime() {
        server.then(status(429, "Retry-After", "0"))
                .then(list("10", object("9")))
                .then(stream());
        follow();
        seen("9");
    }
}
