package dev.registrymirror.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.registries.model.Registries;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares, every 200 ms, what RegistryMirrors claim with what nodes run: while one says Ready=True at its current generation, every
 * selected node must run what it says. The oracle is this class's own: the spec as the user wrote it and the Secrets as they are
 * now, against the file that the node's RKE2 read when it was started.
 */
public final class TruthSampler implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** So many claims can be about nodes that are just being restarted, and so not comparable. */
    private static final long FEW_CLAIMS = 50;

    private final Installation installation;
    private final NodesRunning running;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("truth").daemon().unstarted(task));
    private final Map<String, Long> falseSince = new HashMap<>();
    private final List<String> lies = new CopyOnWriteArrayList<>();
    private final AtomicLong samples = new AtomicLong();
    private final AtomicLong claims = new AtomicLong();
    private final AtomicLong comparisons = new AtomicLong();

    private TruthSampler(Installation installation) {
        this.installation = installation;
        this.running = new NodesRunning(installation.cluster().nodes());
    }

    public static TruthSampler start(Installation installation) {
        TruthSampler sampler = new TruthSampler(installation);
        var _ = sampler.executor.scheduleAtFixedRate(sampler::sample, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return sampler;
    }

    /**
     * Fails if anything false was claimed for longer than the grace since the last call, or if nothing was sampled, or if claims were
     * held against nothing, because what nodes run with was not found.
     */
    public void assertNothingFalse() {
        List<String> found = List.copyOf(lies);
        lies.removeAll(found);
        long sampled = samples.getAndSet(0);
        long claimed = claims.getAndSet(0);
        long compared = comparisons.getAndSet(0);
        assertThat(sampled).as("samples of what is claimed and what is so").isPositive();
        if (claimed > FEW_CLAIMS) {
            assertThat(compared)
                    .as("of %d claims, those held against what a node runs with", claimed)
                    .isPositive();
        }
        assertThat(found).as("false claims of Ready=True").isEmpty();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void sample() {
        try {
            Map<String, Registries> nodes = running.now();
            Map<String, String> lyingNow = new TreeMap<>();
            Expectation expectation = Expectation.from(client());
            for (RegistryMirror mirror :
                    client().resources(RegistryMirror.class).list().getItems()) {
                if (mirror.isMarkedForDeletion() || !Installation.isTrue(mirror, "Ready")) continue;
                expectation.of(mirror).forEach((node, expected) -> {
                    claims.incrementAndGet();
                    Registries has = nodes.get(node);
                    if (has == null) return;
                    comparisons.incrementAndGet();
                    Optional<String> difference = expected.missingIn(has);
                    difference.ifPresent(
                            what -> lyingNow.put(mirror.getMetadata().getName() + " on " + node, what));
                });
            }
            judge(lyingNow);
            samples.incrementAndGet();
        } catch (KubernetesClientException e) {
            // The API server is restarted and CRDs are deleted by tests; nothing can be claimed meanwhile.
            falseSince.clear();
        } catch (RuntimeException e) {
            lies.add("the sampler itself failed: " + e);
        }
    }

    private void judge(Map<String, String> lyingNow) {
        long now = System.nanoTime();
        falseSince.keySet().retainAll(lyingNow.keySet());
        lyingNow.forEach((claim, difference) -> {
            long since = falseSince.computeIfAbsent(claim, _ -> now);
            if (now - since > GRACE.toNanos()) lies.add(claim + ": " + difference);
        });
    }

    private KubernetesClient client() {
        return installation.cluster().client();
    }
}
