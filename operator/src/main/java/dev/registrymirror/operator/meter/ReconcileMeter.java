package dev.registrymirror.operator.meter;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times reconciliations, and remembers which objects keep failing: that is what readiness tells. */
public final class ReconcileMeter implements Metrics {
    /** A conflict or a moment without API server is no reason to call the operator unready. */
    private static final int TOLERATED = 3;

    private final MeterRegistry registry;
    private final Map<String, Integer> failing = new ConcurrentHashMap<>();

    public ReconcileMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        long start = System.nanoTime();
        String outcome = "failed";
        try {
            T result = execution.execute();
            outcome = "done";
            return result;
        } finally {
            registry.timer("registry_mirror_reconcile", "controller", execution.controllerName(), "outcome", outcome)
                    .record(System.nanoTime() - start, java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        failing.merge(key(resource), 1, Integer::sum);
    }

    @Override
    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
        failing.remove(key(resource));
    }

    @Override
    public void cleanupDoneFor(ResourceID id, Map<String, Object> metadata) {
        failing.keySet().removeIf(key -> key.endsWith("/" + id.getName()));
    }

    /** What has failed several times in a row and not worked since, or empty. */
    public Optional<String> problem() {
        return failing.entrySet().stream()
                .filter(entry -> entry.getValue() >= TOLERATED)
                .map(entry -> entry.getKey() + " has failed " + entry.getValue() + " times in a row; see the log")
                .sorted()
                .findFirst();
    }

    private static String key(HasMetadata resource) {
        return resource.getKind() + "/" + resource.getMetadata().getName();
    }
}
