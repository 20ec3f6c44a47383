package dev.registrymirror.operator.desire;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.operator.assess.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredStateTest {
    private static final String QUAY = "mirrors: [{registry: quay.io, endpoints: [https://a]}]";

    private final Stage stage = new Stage()
            .node("gpu-1", Map.of("pool", "gpu"))
            .node("gpu-2", Map.of("pool", "gpu"))
            .node("cpu-1", Map.of("pool", "cpu"));

    @Test
    void nodes_that_the_same_mirrors_select_want_one_revision() {
        stage.mirror(mirror("all", QUAY)).mirror(mirror("gpu", gpu("docker.io", "https://b")));

        assertThat(stage.wanted("gpu-1")).isEqualTo(stage.wanted("gpu-2")).isNotEqualTo(stage.wanted("cpu-1"));
        assertThat(stage.desired("gpu-1").mirrors()).containsExactly("all", "gpu");
        assertThat(stage.desired("cpu-1").mirrors()).containsExactly("all");
        assertThat(stage.assess().desired().revisions()).containsOnlyKeys(stage.wanted("gpu-1"), stage.wanted("cpu-1"));
    }

    @Test
    void a_mirror_that_selects_nothing_changes_no_node() {
        stage.mirror(mirror("none", "nodeSelector: {matchLabels: {pool: tpu}}\n" + QUAY));

        assertThat(stage.desired("gpu-1")).isEqualTo(new Desired.Untouched());
        assertThat(stage.outlook("none").nodes()).isEmpty();
        assertThat(stage.outlook("none").revision()).isNotNull();
    }

    @Test
    void a_node_that_nobody_selects_any_more_gets_its_former_file_if_it_ever_had_an_order() {
        stage.mirror(mirror("all", QUAY));
        stage.applied("gpu-1", 1, stage.wanted("gpu-1"));
        stage.without("all");

        assertThat(stage.desired("gpu-1")).isEqualTo(new Desired.Former());
        assertThat(stage.desired("gpu-2")).isEqualTo(new Desired.Untouched());
    }

    @Test
    void a_fleet_that_is_to_be_restored_wants_former_files_whatever_mirrors_say() {
        stage.mirror(mirror("all", QUAY));
        stage.applied("gpu-1", 1, stage.wanted("gpu-1"));
        stage.restored();

        assertThat(stage.desired("gpu-1")).isEqualTo(new Desired.Former());
        assertThat(stage.desired("gpu-2")).isEqualTo(new Desired.Untouched());
    }

    @Test
    void without_a_fleet_nodes_keep_what_they_have() {
        stage.mirror(mirror("all", QUAY)).withoutFleet();

        assertThat(stage.desired("gpu-1"))
                .isInstanceOfSatisfying(
                        Desired.Keep.class, keep -> assertThat(keep.reason()).isEqualTo(Reasons.FLEET_MISSING));
    }

    @Test
    void a_conflict_keeps_only_the_nodes_that_both_select_and_is_said_on_both() {
        stage.mirror(mirror("all", "mirrors: [{registry: docker.io, endpoints: [https://a]}]"))
                .mirror(mirror("gpu", gpu("docker.io", "https://b")));

        assertThat(stage.desired("gpu-1")).isInstanceOfSatisfying(Desired.Keep.class, keep -> {
            assertThat(keep.reason()).isEqualTo(Reasons.CONFLICT);
            assertThat(keep.message()).contains("all", "gpu", "docker.io");
            assertThat(keep.mirrors()).containsExactly("all", "gpu");
        });
        assertThat(stage.desired("cpu-1")).isInstanceOf(Desired.Want.class);
        for (String name : new String[] {"all", "gpu"}) {
            assertThat(stage.outlook(name).holds())
                    .singleElement()
                    .satisfies(hold -> assertThat(hold.culprits()).containsExactly("all", "gpu"));
        }
    }

    @Test
    void a_higher_priority_settles_a_conflict() {
        stage.mirror(mirror("all", "mirrors: [{registry: docker.io, endpoints: [https://a]}]"))
                .mirror(mirror("gpu", "priority: 1\n" + gpu("docker.io", "https://b")));

        assertThat(stage.desired("gpu-1")).isInstanceOf(Desired.Want.class);
        assertThat(stage.outlook("all").holds()).isEmpty();
    }

    @Test
    void one_unresolved_mirror_keeps_the_nodes_that_it_selects_and_others_go_on() {
        stage.mirror(mirror("all", QUAY)).mirror(mirror("gpu", """
                        nodeSelector: {matchLabels: {pool: gpu}}
                        configs: [{host: a, auth: {secretRef: {name: missing}}}]
                        """));

        assertThat(stage.desired("gpu-1")).isInstanceOfSatisfying(Desired.Keep.class, keep -> {
            assertThat(keep.reason()).isEqualTo(Reasons.NOT_FOUND);
            assertThat(keep.message()).contains("gpu", "spec.configs[a].auth.secretRef", "missing");
        });
        assertThat(stage.desired("cpu-1")).isInstanceOf(Desired.Want.class);
        assertThat(stage.outlook("all").holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.culprits()).containsExactly("gpu"));
        assertThat(stage.outlook("gpu").revision()).isNull();
    }

    @Test
    void a_revision_over_256_KiB_is_kept_from_every_node() {
        String certificate = dev.registrymirror.mirrors.Fixtures.pem("ca.crt");
        stage.references.configMap("ca", Map.of("ca.crt", certificate + "#".repeat(256 * 1024)));
        stage.mirror(mirror("big", "configs: [{host: a, tls: {caRef: {kind: ConfigMap, name: ca}}}]"));

        assertThat(stage.desired("cpu-1")).isInstanceOfSatisfying(Desired.Keep.class, keep -> {
            assertThat(keep.reason()).isEqualTo(Reasons.TOO_LARGE);
            assertThat(keep.message()).contains("262144");
        });
        assertThat(stage.outlook("big").revision()).isNull();
    }

    @Test
    void a_rotated_secret_is_another_revision_of_the_same_mirror() {
        String type = "kubernetes.io/basic-auth";
        stage.mirror(mirror("all", "configs: [{host: a, auth: {secretRef: {name: pull}}}]"));
        stage.references.secret("pull", type, Map.of("username", "u", "password", "old"));
        String before = stage.wanted("cpu-1");
        String contributed = stage.outlook("all").revision();
        stage.references.secret("pull", type, Map.of("username", "u", "password", "new"));

        assertThat(stage.wanted("cpu-1")).isNotEqualTo(before);
        assertThat(stage.outlook("all").revision()).isNotNull().isNotEqualTo(contributed);
    }

    private static String gpu(String registry, String endpoint) {
        return "nodeSelector: {matchLabels: {pool: gpu}}\nmirrors: [{registry: %s, endpoints: [%s]}]"
                .formatted(registry, endpoint);
    }
}
