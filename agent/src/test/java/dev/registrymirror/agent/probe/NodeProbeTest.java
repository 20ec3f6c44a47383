package dev.registrymirror.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.registrymirror.agent.api.ApiServer;
import dev.registrymirror.agent.api.ServiceAccount;
import dev.registrymirror.agent.layout.Layout.HealthPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProbeTest {
    private static final Path SOCKET = Path.of("/run/c.sock");

    @TempDir
    Path host;

    private HttpServer kubelet;
    private ServerSocketChannel containerd;
    private int answer = 200;

    @BeforeEach
    void start() throws IOException {
        kubelet = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0), 0);
        kubelet.createContext("/healthz", exchange -> {
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        kubelet.start();
        Files.createDirectory(host.resolve("run"));
        containerd = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        containerd.bind(UnixDomainSocketAddress.of(host.resolve("run/c.sock")));
    }

    @AfterEach
    void stop() throws IOException {
        kubelet.stop(0);
        containerd.close();
    }

    private List<String> ailments(String... kubeletHosts) {
        var plan = new HealthPlan(
                SOCKET, List.of(kubeletHosts), kubelet.getAddress().getPort(), 0);
        return new NodeProbe(host, new ApiServer(URI.create("https://127.0.0.1:1"), new ServiceAccount(host)))
                .ailments(plan);
    }

    @Test
    void theKubeletMayBeAtAnyOfItsAddresses() {
        assertThat(ailments("127.0.0.2")).isEmpty();
        assertThat(ailments("127.0.0.3", "127.0.0.2")).isEmpty();
        assertThat(ailments("127.0.0.3", "127.0.0.4"))
                .singleElement()
                .asString()
                .contains("the kubelet does not answer at http://127.0.0.3:");
    }

    @Test
    void onlyAHealthyAnswerCounts() {
        answer = 500;
        assertThat(ailments("127.0.0.2")).singleElement().asString().contains("HTTP 500");
    }

    @Test
    void aSocketThatNobodyListensAtIsAnAilment() throws IOException {
        containerd.close();
        assertThat(ailments("127.0.0.2")).singleElement().asString().contains("containerd does not listen");
    }
}
