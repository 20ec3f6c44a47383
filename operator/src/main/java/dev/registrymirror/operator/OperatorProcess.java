package dev.registrymirror.operator;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.operator.assess.Assessor;
import dev.registrymirror.operator.fleet.AgentDaemonSet;
import dev.registrymirror.operator.fleet.DefaultFleet;
import dev.registrymirror.operator.fleet.FleetReconciler;
import dev.registrymirror.operator.fleet.NodeObjects;
import dev.registrymirror.operator.grant.OrderWriter;
import dev.registrymirror.operator.grant.OwnWrites;
import dev.registrymirror.operator.grant.Proofs;
import dev.registrymirror.operator.grant.Rollout;
import dev.registrymirror.operator.grant.SlotStore;
import dev.registrymirror.operator.http.Check;
import dev.registrymirror.operator.http.OperatorPages;
import dev.registrymirror.operator.meter.FleetGauges;
import dev.registrymirror.operator.meter.ReconcileMeter;
import dev.registrymirror.operator.mirror.EventRecorder;
import dev.registrymirror.operator.mirror.RegistryMirrorReconciler;
import dev.registrymirror.operator.mirror.StatusWriter;
import dev.registrymirror.operator.revision.RevisionKeys;
import dev.registrymirror.operator.revision.RevisionStore;
import dev.registrymirror.operator.watch.Observation;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator, put together: the one place that knows all parts. */
public final class OperatorProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OperatorProcess.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Watches watches;
    private final Operator operator;
    private final OperatorPages pages;
    private final Leadership leadership;

    /**
     * Puts the parts together and starts the pages; nothing else happens until {@link #start()}.
     *
     * @param client closed with this
     * @param lost what is done when this operator leads no more and was not closed; of several operators only the leader decides and
     *     writes, so it must end the process at once
     */
    public OperatorProcess(OperatorConfig config, KubernetesClient client, Clock clock, Runnable lost) {
        this.client = client;
        this.leadership = new Leadership(config, client, clock, lost);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var meter = new ReconcileMeter(registry);
        this.watches = new Watches(client, config.namespace());
        var assessor =
                new Assessor(watches, new Observation(clock), new RevisionKeys(client, config.namespace(), watches));
        FleetGauges.register(registry, assessor::latest, clock);
        this.operator = new Operator(overrides -> overrides
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(meter)
                .withLeaderElectionConfiguration(leadership.election())
                .withStopOnInformerErrorDuringStartup(false)
                .withReconciliationTerminationTimeout(LAST_WORDS));
        operator.register(mirrors(config, assessor, clock), overrides -> overrides.withRetry(retry()));
        operator.register(fleet(config, assessor, clock), overrides -> overrides.withRetry(retry()));
        var health = List.of(new Check("watches", watches::dead));
        var readiness = List.of(new Check("watches", watches::problem), new Check("reconciliations", meter::problem));
        this.pages = new OperatorPages(config.httpPort(), health, readiness, registry::scrape);
    }

    private RegistryMirrorReconciler mirrors(OperatorConfig config, Assessor assessor, Clock clock) {
        return new RegistryMirrorReconciler(
                assessor, watches, new StatusWriter(client), new EventRecorder(client, config.podName(), clock), clock);
    }

    private FleetReconciler fleet(OperatorConfig config, Assessor assessor, Clock clock) {
        var own = new OwnWrites();
        var rollout = new Rollout(
                new SlotStore(client, config.namespace()),
                new OrderWriter(client, watches, own, clock),
                new Proofs(client, watches, config.namespace()),
                clock);
        var parts = new FleetReconciler.Parts(
                watches,
                assessor,
                new AgentDaemonSet(config.namespace(), config.agentImage()),
                new NodeObjects(client, own, clock),
                new RevisionStore(client, config.namespace()),
                rollout);
        return new FleetReconciler(parts, clock);
    }

    /** For ever, since an API server that is away for long raises no event when it is back and nothing has changed. */
    private static GenericRetry retry() {
        return new GenericRetry()
                .withoutMaxAttempts()
                .setInitialInterval(500)
                .setIntervalMultiplier(2)
                .setMaxInterval(15_000);
    }

    /** Waits until everything can be seen, makes the fleet where there is none, and reconciles as soon as this operator leads. */
    public void start() {
        watches.start().join();
        new DefaultFleet(client).ensure();
        operator.start();
        log.info(
                "started; reconciling RegistryMirrors and the {} {}",
                RegistryFleet.class.getSimpleName(),
                RegistryFleet.NAME);
    }

    /** The port of the pages. */
    public int port() {
        return pages.port();
    }

    /** Ends what is under way, gives the lease back, and stops. */
    @Override
    public void close() {
        leadership.resign();
        operator.stop();
        leadership.release();
        watches.close();
        pages.close();
        client.close();
    }
}
