package dev.registrymirror.operator.fleet;

import dev.registrymirror.operator.assess.Assessor;
import dev.registrymirror.operator.grant.OrderWriter;
import dev.registrymirror.operator.grant.OwnWrites;
import dev.registrymirror.operator.grant.Proofs;
import dev.registrymirror.operator.grant.Rollout;
import dev.registrymirror.operator.grant.SlotStore;
import dev.registrymirror.operator.revision.RevisionKeys;
import dev.registrymirror.operator.revision.RevisionStore;
import dev.registrymirror.operator.watch.Observation;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;

/** The fleet's part of the operator, as a process of its own would run it. */
final class RunningOperator implements AutoCloseable {
    static final String IMAGE = "registry-mirror.local/agent:test";

    private final KubernetesClient client;
    final Watches watches;
    private final Operator operator;

    RunningOperator(KubernetesClient client) {
        this(client, Clock.systemUTC());
    }

    RunningOperator(KubernetesClient client, Clock clock) {
        this.client = client;
        String namespace = ApiCluster.NAMESPACE;
        watches = new Watches(client, namespace);
        var own = new OwnWrites();
        var rollout = new Rollout(
                new SlotStore(client, namespace),
                new OrderWriter(client, watches, own, clock),
                new Proofs(client, watches, namespace),
                clock);
        var parts = new FleetReconciler.Parts(
                watches,
                new Assessor(watches, new Observation(clock), new RevisionKeys(client, namespace, watches)),
                new AgentDaemonSet(namespace, IMAGE),
                new NodeObjects(client, own, clock),
                new RevisionStore(client, namespace),
                rollout);
        operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(Duration.ofSeconds(30))
                .withReconciliationTerminationTimeout(Duration.ofSeconds(5)));
        operator.register(new FleetReconciler(parts, clock));
        watches.start().join();
        operator.start();
    }

    @Override
    public void close() {
        operator.stop();
        watches.close();
        client.close();
    }
}
