package dev.registrymirror.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.operator.fleet.ApiCluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operator's program, in a process of its own, and how it ends. */
class OperatorMainIT extends OperatorScenario {
    private static final int SIGTERM = 128 + 15;

    @Test
    void a_leader_that_is_told_to_end_gives_the_lease_back_and_ends_within_seconds() throws Exception {
        join(1);
        Process operator = program("a");
        try {
            awaitLeader("a");
            operator.destroy();

            assertThat(operator.waitFor(20, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(operator.exitValue()).isEqualTo(SIGTERM);
            assertThat(leader()).isNullOrEmpty();
        } finally {
            operator.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_leader_whose_lease_was_taken_ends_with_status_1_and_leaves_the_lease_to_who_has_it() throws Exception {
        join(1);
        Process operator = program("a");
        try {
            awaitLeader("a");
            give("somebody-else");

            assertThat(operator.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
            assertThat(operator.exitValue()).isEqualTo(1);
            assertThat(leader()).isEqualTo("somebody-else");
        } finally {
            operator.destroyForcibly().waitFor();
        }
    }

    private static Process program(String name) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OperatorMain.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                        API.kubeconfig().toString(),
                        "OPERATOR_NAMESPACE",
                        ApiCluster.NAMESPACE,
                        "AGENT_IMAGE",
                        "registry-mirror.local/agent:test",
                        "POD_NAME",
                        name,
                        "HTTP_PORT",
                        "0"));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitLeader(String name) {
        await().atMost(PATIENCE).until(() -> name.equals(leader()));
        // It leads indeed, and not in name only.
        await().atMost(Duration.ofMinutes(1)).until(() -> cluster.daemonSet() != null);
    }

    private static void give(String name) {
        cluster.client
                .leases()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName(Leadership.LEASE)
                .edit(lease -> {
                    lease.getSpec().setHolderIdentity(name);
                    lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
                    return lease;
                });
    }

    private static @Nullable String leader() {
        Lease lease = cluster.client
                .leases()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName(Leadership.LEASE)
                .get();
        return lease == null ? null : Objects.requireNonNull(lease.getSpec()).getHolderIdentity();
    }
}
