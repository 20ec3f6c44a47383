package dev.registrymirror.agent.api;

import static dev.registrymirror.agent.api.FakeApiServer.json;
import static dev.registrymirror.agent.api.FakeApiServer.object;
import static dev.registrymirror.agent.api.FakeApiServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.agent.api.NodeRegistriesApi.Write;
import dev.registrymirror.agent.order.NodeObject;
import dev.registrymirror.agent.order.OrderField;
import dev.registrymirror.agent.order.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRegistriesApiTest {
    private static final NodeObject READ =
            new NodeObject("worker-1", "o", "7", "n", new OrderField.None(), Status.NONE);

    @TempDir
    Path folder;

    private FakeApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeApiServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStatusGoesToTheStatusOfTheOneObject() throws IOException {
        server.then(json(object("8")));
        assertThat(server.api().putStatus(READ, Status.NONE))
                .isInstanceOfSatisfying(
                        Write.Written.class,
                        written ->
                                assertThat(written.object().resourceVersion()).isEqualTo("8"));
        assertThat(server.requests)
                .containsExactly("PUT /apis/registrymirror.dev/v1alpha1/noderegistries/worker-1/status");
    }

    @Test
    void aConflictAndAnObjectThatIsGoneMeanToReadAgain() throws IOException {
        server.then(status(409)).then(status(404));
        assertThat(server.api().putStatus(READ, Status.NONE)).isEqualTo(new Write.Outdated());
        assertThat(server.api().putStatus(READ, Status.NONE)).isEqualTo(new Write.Outdated());
    }

    @Test
    void anythingElseIsAnErrorThatSaysWhatTheServerSaid() {
        server.then(status(500)).then(status(429, "Retry-After", "3"));
        assertThatThrownBy(() -> server.api().putStatus(READ, Status.NONE)).hasMessage("HTTP 500: told to");
        assertThatThrownBy(() -> server.api().putStatus(READ, Status.NONE))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        busy -> assertThat(busy.retryAfter()).hasSeconds(3));
    }

    @Test
    void aWriteIsSentOnceEvenWhenItsAnswerIsLost() {
        server.then(exchange -> {}).then(json(object("8")));
        assertThatThrownBy(() -> server.api().putStatus(READ, Status.NONE)).isInstanceOf(IOException.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void noObjectIsNoError() throws IOException {
        server.then(status(404));
        assertThat(server.api().get()).isNull();
    }

    @Test
    void theTokenSaysWhichNodeThisIs() throws IOException {
        server.token(token(
                "{\"iss\":\"https://issuer\",\"kubernetes.io\":{\"node\":{\"name\":\"worker-1\",\"uid\":\"n\"}}}"));
        assertThat(new ServiceAccount(folder).claims()).isEqualTo(new ServiceAccount.Claims("worker-1", "n"));
    }

    @Test
    void aTokenThatNamesNoNodeIsAnOldKubernetes() throws IOException {
        server.token(token("{\"iss\":\"https://issuer\",\"kubernetes.io\":{}}"));
        assertThatThrownBy(() -> new ServiceAccount(folder).claims()).hasMessageContaining("Kubernetes 1.30");
        Files.writeString(folder.resolve("token"), "garbage");
        assertThatThrownBy(() -> new ServiceAccount(folder).claims()).hasMessageContaining("is no token");
    }

    private static String token(String claims) {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return "e30." + body + ".c2ln";
    }
}
