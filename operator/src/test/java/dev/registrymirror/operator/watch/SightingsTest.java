package dev.registrymirror.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.operator.observe.Absences.Sighting;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final String ELEVEN = "2026-01-01T11:00:00Z";
    private static final String NOON = "2026-01-01T12:00:00Z";

    private static Node node(String ready) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("a")
                .withCreationTimestamp(NOON)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(ELEVEN)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(String ready, String since) {
        return new PodBuilder()
                .withNewMetadata()
                .withCreationTimestamp(NOON)
                .endMetadata()
                .withNewSpec()
                .withNodeName("a")
                .endSpec()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(since)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Sighting sighting(Node node, Pod... pods) {
        return Sightings.of(List.of(node), List.of(pods)).getFirst();
    }

    private static Sighting away(String since) {
        return new Sighting("a", false, Instant.parse(since));
    }

    @Test
    void a_node_is_reachable_when_it_and_an_agents_pod_on_it_are_ready() {
        assertThat(sighting(node("True"), pod("True", ELEVEN))).isEqualTo(new Sighting("a", true, null));
        assertThat(sighting(node("True"), pod("False", ELEVEN), pod("True", NOON))
                        .isReachable())
                .isTrue();
    }

    @Test
    void otherwise_the_condition_tells_since_when() {
        assertThat(sighting(node("Unknown"), pod("True", NOON))).isEqualTo(away(ELEVEN));
        assertThat(sighting(node("True"), pod("False", NOON))).isEqualTo(away(NOON));
    }

    @Test
    void before_there_is_a_condition_it_is_since_the_beginning() {
        Node fresh = new NodeBuilder(node("True"))
                .editStatus()
                .withConditions()
                .endStatus()
                .build();

        assertThat(sighting(fresh)).isEqualTo(away(NOON));
    }

    @Test
    void without_a_pod_or_with_one_that_is_going_nothing_is_reachable() {
        Pod going = new PodBuilder(pod("True", ELEVEN))
                .editMetadata()
                .withDeletionTimestamp(NOON)
                .endMetadata()
                .build();

        assertThat(sighting(node("True"))).isEqualTo(new Sighting("a", false, null));
        assertThat(sighting(node("True"), going).isReachable()).isFalse();
    }
}
