package dev.registrymirror.e2e.cluster;

import io.fabric8.kubernetes.api.model.NodeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Watches from outside which nodes are out at the same time: a node is out while its kubelet does not take connections. Restarting
 * RKE2 ends the kubelet, so nobody's word is needed.
 */
public final class OutageSampler implements AutoCloseable {
    private static final int KUBELET_PORT = 10250;
    private static final int CONNECT_MILLIS = 300;

    /** The time during which a node was out, in nanoseconds of this JVM's clock. */
    public record Outage(Node node, long begin, long end) {}

    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Outage> outages = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private OutageSampler() {}

    public static OutageSampler start(Cluster cluster) {
        OutageSampler sampler = new OutageSampler();
        Map<Node, InetSocketAddress> kubelets = new LinkedHashMap<>();
        for (Node node : cluster.nodes()) {
            String address = cluster.client().nodes().withName(node.name()).get().getStatus().getAddresses().stream()
                    .filter(candidate -> candidate.getType().equals("InternalIP"))
                    .map(NodeAddress::getAddress)
                    .findFirst()
                    .orElseThrow();
            kubelets.put(node, new InetSocketAddress(address, KUBELET_PORT));
        }
        kubelets.forEach((node, kubelet) -> sampler.threads.add(
                Thread.ofPlatform().name("outages-" + node.name()).start(() -> sampler.watch(node, kubelet))));
        return sampler;
    }

    /** All outages that have ended until now. */
    public List<Outage> outages() {
        return List.copyOf(outages);
    }

    /** The most nodes of those chosen that were out at one moment. */
    public int mostAtOnce(Predicate<Node> chosen) {
        List<Outage> of =
                outages.stream().filter(outage -> chosen.test(outage.node())).toList();
        int most = 0;
        for (Outage outage : of) {
            var out = new TreeSet<String>();
            for (Outage other : of) {
                if (other.begin() <= outage.begin() && outage.begin() < other.end())
                    out.add(other.node().name());
            }
            most = Math.max(most, out.size());
        }
        return most;
    }

    @Override
    public void close() {
        running.set(false);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void watch(Node node, InetSocketAddress kubelet) {
        long begin = 0;
        while (running.get()) {
            boolean out = !accepts(kubelet);
            if (out && begin == 0) begin = System.nanoTime();
            if (!out && begin != 0) {
                outages.add(new Outage(node, begin, System.nanoTime()));
                begin = 0;
            }
            pause();
        }
        if (begin != 0) outages.add(new Outage(node, begin, System.nanoTime()));
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
