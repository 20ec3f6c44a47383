package dev.registrymirror.operator.mirror;

import static dev.registrymirror.operator.mock.MockApi.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorStatus;
import dev.registrymirror.operator.fleet.ApiCluster;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWriterTest {
    private final MockApi api = new MockApi();
    private final ApiCluster cluster = new ApiCluster(api::bystander);
    private final KubernetesClient client = api.connect();
    private final StatusWriter writer = new StatusWriter(client);

    @BeforeEach
    void aMirror() {
        cluster.mirror("https://one.example");
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
        api.close();
    }

    private RegistryMirror mirror() {
        return cluster.client.resources(RegistryMirror.class).withName("corp").require();
    }

    private static RegistryMirrorStatus status(String updated) {
        return new RegistryMirrorStatus(1L, List.of(), null, null, updated);
    }

    private @Nullable String updated() {
        RegistryMirrorStatus status = mirror().getStatus();
        return status == null ? null : status.updated();
    }

    @Test
    void whatWasDerivedFromAVersionThatHasPassedIsNotWritten() {
        RegistryMirror judged = mirror();
        assertThat(writer.write(judged, status("2/2"))).isTrue();

        assertThat(writer.write(judged, status("1/2"))).isFalse();

        assertThat(updated()).isEqualTo("2/2");
    }

    @Test
    void whileTheCacheLagsTheNewestIsWhatWasWrittenLast() {
        RegistryMirror shown = mirror();
        writer.write(shown, status("1/2"));
        RegistryMirror between = mirror();
        assertThat(writer.write(writer.newest(shown), status("2/2"))).isTrue();

        assertThat(writer.newest(shown)).isEqualTo(mirror());
        assertThat(writer.newest(between)).isEqualTo(mirror());
    }

    @Test
    void whatSomebodyElseMadeOfItIsTakenAsTheCacheShowsIt() {
        writer.write(mirror(), status("1/2"));
        RegistryMirror written = mirror();
        cluster.client.resources(RegistryMirror.class).withName("corp").edit(mirror -> {
            mirror.getMetadata().setLabels(Map.of("a", "b"));
            return mirror;
        });

        assertThat(writer.newest(mirror())).isEqualTo(mirror()).isNotEqualTo(written);
    }

    @Test
    void ofAMirrorThatIsGoneNothingIsKept() {
        RegistryMirror shown = mirror();
        writer.write(shown, status("1/2"));

        writer.retain(Set.of("other"));

        assertThat(writer.newest(shown)).isSameAs(shown);
    }

    @Test
    void aMirrorThatIsGoneIsNotMadeAnew() {
        RegistryMirror judged = mirror();
        cluster.client.resources(RegistryMirror.class).withName("corp").delete();

        assertThat(writer.write(judged, status("1/2"))).isFalse();

        assertThat(cluster.client.resources(RegistryMirror.class).list().getItems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anApiServerThatRefusesForAWhileIsAskedAgain(int code) {
        api.fail(3, request("PATCH", "/status"), Fault.refuse(code));

        assertThat(writer.write(mirror(), status("1/2"))).isTrue();

        assertThat(updated()).isEqualTo("1/2");
    }

    @Test
    void aStatusWhoseAnswerIsLostStands() {
        api.fail(1, request("PATCH", "/status"), Fault.loseTheAnswer());

        assertThat(writer.write(mirror(), status("1/2"))).isFalse();

        assertThat(updated()).isEqualTo("1/2");
    }

    @Test
    void anApiServerThatRefusesForLongIsAnErrorSoThatItIsTriedAgain() {
        api.fail(Integer.MAX_VALUE, request("PATCH", "/status"), Fault.refuse(500));

        assertThatThrownBy(() -> writer.write(mirror(), status("1/2"))).isInstanceOf(KubernetesClientException.class);
        assertThat(updated()).isNull();
    }
}
