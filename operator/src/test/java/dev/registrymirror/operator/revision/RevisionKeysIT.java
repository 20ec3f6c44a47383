package dev.registrymirror.operator.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.fleet.ClusterScenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The key that all operators share. */
class RevisionKeysIT extends ClusterScenario {
    @Test
    void a_lost_revision_key_is_made_anew_and_two_that_make_it_agree() {
        // Caches that have seen nothing yet.
        var one = new RevisionKeys(cluster.client, ApiCluster.NAMESPACE, new FakeReferences());
        var two = new RevisionKeys(cluster.client, ApiCluster.NAMESPACE, new FakeReferences());
        var keys = List.of(one, two, one, two).parallelStream()
                .map(RevisionKeys::obtain)
                .distinct()
                .toList();
        assertThat(keys).hasSize(1);

        cluster.client
                .secrets()
                .inNamespace(ApiCluster.NAMESPACE)
                .withName(RevisionKeys.NAME)
                .delete();
        assertThat(one.obtain()).isNotEqualTo(keys.getFirst()).isEqualTo(two.obtain());
    }
}
