package dev.registrymirror.agent.probe;

import dev.registrymirror.agent.api.ApiServer;
import dev.registrymirror.agent.change.Probe;
import dev.registrymirror.agent.layout.Layout.HealthPlan;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the kubelet, containerd and, on a server, the API server, each on this node. */
public final class NodeProbe implements Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Path host;
    private final ApiServer apiServer;

    /**
     * Asks on this host.
     *
     * @param host where the host's {@code /} is mounted
     * @param apiServer the cluster's API server, whose account is used for the node's own
     */
    public NodeProbe(Path host, ApiServer apiServer) {
        this.host = host;
        this.apiServer = apiServer;
    }

    @Override
    public List<String> ailments(HealthPlan plan) {
        List<String> ailments = new ArrayList<>();
        if (plan.kubeletPort() > 0) kubelet(plan, ailments);
        containerd(plan.containerdSocket(), ailments);
        if (plan.apiServerPort() > 0) apiServer(plan.apiServerPort(), ailments);
        return ailments;
    }

    /** Which of the addresses it is at depends on the node's; what the first of them said is told. */
    private static void kubelet(HealthPlan plan, List<String> ailments) {
        List<String> said = new ArrayList<>();
        for (String address : plan.kubeletHosts()) {
            String ailment = kubelet(address, plan.kubeletPort());
            if (ailment.isEmpty()) return;
            said.add(ailment);
        }
        ailments.add(said.getFirst());
    }

    private static String kubelet(String address, int port) {
        String url = "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port + "/healthz";
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try {
                int code = connection.getResponseCode();
                return code == OK ? "" : "the kubelet says HTTP " + code + " at " + url;
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return "the kubelet does not answer at " + url + " (" + e.getMessage() + ")";
        }
    }

    private void containerd(Path socket, List<String> ailments) {
        Path mounted = host.resolve(Path.of("/").relativize(socket));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(mounted));
        } catch (IOException e) {
            ailments.add("containerd does not listen at " + socket + " (" + e.getMessage() + ")");
        }
    }

    /**
     * Only 200 counts. A 401 would show that a server listens, but one that cannot check a good token is not ready; RKE2 lets
     * nobody in without one. It listens on loopback whatever bind-address says: that is the supervisor's alone at RKE2, and K3s adds
     * loopback to it.
     */
    private void apiServer(int port, List<String> ailments) {
        try {
            int code = apiServer.at(URI.create("https://127.0.0.1:" + port)).status("/readyz", PATIENCE);
            if (code != OK) ailments.add("the node's API server says HTTP " + code + " at /readyz");
        } catch (IOException e) {
            ailments.add("the node's API server does not answer (" + e.getMessage() + ")");
        }
    }
}
