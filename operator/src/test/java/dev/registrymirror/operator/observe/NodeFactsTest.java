package dev.registrymirror.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import org.junit.jupiter.api.Test;

/** What of a Node there is to plan for, and what is not. */
class NodeFactsTest {
    private static NodeBuilder node(String ready, String heartbeat) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("a")
                .withUid("uid-a")
                .addToLabels("node-role.kubernetes.io/etcd", "true")
                .endMetadata()
                .withNewStatus()
                .withNewNodeInfo()
                .withOperatingSystem("linux")
                .endNodeInfo()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withLastHeartbeatTime(heartbeat)
                .endCondition()
                .endStatus();
    }

    @Test
    void role_system_and_readiness_are_read() {
        NodeFacts facts = NodeFacts.of(node("True", "2026-01-01T00:00:00Z").build());

        assertThat(facts.isLinux()).isTrue();
        assertThat(facts.isLabelledServer()).isTrue();
        assertThat(facts.ready()).isTrue();
        assertThat(NodeFacts.of(node("Unknown", "2026-01-01T00:00:00Z").build()).ready())
                .isFalse();
    }

    @Test
    void neither_a_heartbeat_nor_a_cordon_is_anything_to_plan_for() {
        Node before = node("True", "2026-01-01T00:00:00Z").build();
        Node beaten = node("True", "2026-01-01T00:05:00Z").build();
        Node cordoned = node("True", "2026-01-01T00:00:00Z")
                .withNewSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();

        assertThat(NodeFacts.of(beaten)).isEqualTo(NodeFacts.of(before));
        assertThat(NodeFacts.of(cordoned)).isEqualTo(NodeFacts.of(before));
    }
}
