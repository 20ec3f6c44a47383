package dev.registrymirror.operator;

import dev.registrymirror.operator.OperatorConfig.LogLevel;
import dev.registrymirror.operator.fleet.ApiCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;

/** The whole operator, as its main program runs it, but for the end of the JVM when it does not lead any more. */
final class RunningProcess implements AutoCloseable {
    private final OperatorProcess process;
    private final HttpClient browser = HttpClient.newHttpClient();

    /**
     * Starts it.
     *
     * @param client closed with it
     * @param name by which it holds the lease
     */
    RunningProcess(KubernetesClient client, String name) {
        var config =
                new OperatorConfig(ApiCluster.NAMESPACE, "registry-mirror.local/agent:test", name, 0, LogLevel.Info);
        process = new OperatorProcess(config, client, Clock.systemUTC(), () -> {});
        process.start();
    }

    /** What one of its pages says. */
    HttpResponse<String> page(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
                .build();
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        browser.close();
        process.close();
    }
}
