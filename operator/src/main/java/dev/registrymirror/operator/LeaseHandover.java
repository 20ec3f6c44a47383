package dev.registrymirror.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the lease back at the end, which JOSDK's election does not do: otherwise nobody leads until it has run out. */
final class LeaseHandover {
    private static final Logger log = LoggerFactory.getLogger(LeaseHandover.class);
    /** A last renewal of our own may come between reading and writing. */
    private static final int ATTEMPTS = 3;

    private final KubernetesClient client;
    private final LeaderElectionConfiguration election;
    private final Clock clock;

    LeaseHandover(KubernetesClient client, LeaderElectionConfiguration election, Clock clock) {
        this.client = client;
        this.election = election;
        this.clock = clock;
    }

    /** Gives the lease back if it is ours. Whoever waits for it may take it at once. */
    void release() {
        String identity = election.getIdentity().orElseThrow();
        var lock = new LeaseLock(election.getLeaseNamespace().orElseThrow(), election.getLeaseName(), identity);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                LeaderElectionRecord held = lock.get(client);
                if (held == null || !identity.equals(held.getHolderIdentity())) return;
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
