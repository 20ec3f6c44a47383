package dev.registrymirror.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.operator.fleet.ApiCluster;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operator as a process: alone, idle, and followed by another. */
class OperatorIT extends OperatorScenario {
    @Test
    void nothing_is_written_while_nothing_changes() {
        join(2);
        try (var _ = operator("a")) {
            secret("pull", PASSWORD);
            apply("corp", WITH_SECRET);
            stepUntilReady("corp");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.held()).isEmpty());
            Map<String, String> before = versions();

            // Somebody else's Secret makes the operator look, and find nothing to do.
            await().pollInterval(Duration.ofMillis(200))
                    .during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> {
                        bundle(Long.toString(System.nanoTime()));
                        return versions().equals(before);
                    });
        }
    }

    @Test
    void another_operator_takes_over_when_the_leader_goes() {
        join(1);
        RunningProcess leading = operator("a");
        await().atMost(PATIENCE).until(() -> "a".equals(leader()));
        try (var _ = operator("b")) {
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://one]}]");
            stepUntilReady("corp");

            leading.close();
            // A lease that nobody gave back would have to run out first, which takes 15 seconds.
            await().atMost(Duration.ofSeconds(10)).until(() -> "b".equals(leader()));
            apply("corp", "mirrors: [{registry: docker.io, endpoints: [https://two]}]");
            stepUntilReady("corp");
            assertThat(agents.files.values()).allMatch(file -> file.contains("https://two"));
        }
    }

    private static @Nullable String leader() {
        var lease = cluster.client
                .leases()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName(Leadership.LEASE)
                .get();
        return lease == null ? null : lease.getSpec().getHolderIdentity();
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        cluster.objects()
                .forEach(object -> versions.put(
                        object.getMetadata().getName(), object.getMetadata().getResourceVersion()));
        cluster.client
                .resources(RegistryMirror.class)
                .list()
                .getItems()
                .forEach(mirror -> versions.put(
                        "mirror/" + mirror.getMetadata().getName(),
                        mirror.getMetadata().getResourceVersion()));
        versions.put(
                "fleet", Objects.requireNonNull(cluster.fleet()).getMetadata().getResourceVersion());
        versions.put(
                "slots", Objects.requireNonNull(cluster.slots()).getMetadata().getResourceVersion());
        versions.put("events", reasonsOfEvents("corp").toString());
        versions.put("revisions", revisionSecrets().toString());
        return versions;
    }
}
