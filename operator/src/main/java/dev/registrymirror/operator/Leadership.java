package dev.registrymirror.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who leads, and how leading ends: by giving the lease back, or by losing it. JOSDK's election does the former not at all, so that nobody
 * would lead until the lease has run out, and answers both with {@link System#exit}, which never returns in a shutdown hook.
 */
final class Leadership {
    /** Name of the Lease. */
    static final String LEASE = "registry-mirror-operator";

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    /** A last renewal of our own may come between reading and writing. */
    private static final int ATTEMPTS = 3;

    private final KubernetesClient client;
    private final LeaseLock lock;
    private final LeaderElectionConfiguration election;
    private final Clock clock;
    private volatile boolean resigned;

    /**
     * @param lost what is done when the lease is lost, on the election's thread; not after {@link #resign()}
     */
    Leadership(OperatorConfig config, KubernetesClient client, Clock clock, Runnable lost) {
        this.client = client;
        this.clock = clock;
        this.lock = new LeaseLock(config.namespace(), LEASE, config.podName());
        this.election = LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(config.namespace())
                .withIdentity(config.podName())
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> ended(lost), _ -> {}))
                .build();
    }

    private void ended(Runnable lost) {
        if (!resigned) lost.run();
    }

    /** What JOSDK elects by. */
    LeaderElectionConfiguration election() {
        return election;
    }

    /** From now on the end of leading is no loss. */
    void resign() {
        resigned = true;
    }

    /** Gives the lease back if it is ours. Whoever waits for it may take it at once. */
    void release() {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                LeaderElectionRecord held = lock.get(client);
                if (held == null || !lock.identity().equals(held.getHolderIdentity())) return;
                var now = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC));
                lock.update(
                        client,
                        new LeaderElectionRecord("", Duration.ofSeconds(1), now, now, held.getLeaderTransitions()));
                log.info("gave the lease back");
                return;
            } catch (KubernetesClientException e) {
                log.warn("could not give the lease back: {}", e.getMessage());
            }
        }
    }
}
