package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fleet that the operator makes, and what is then applied over it by who does not force. */
class DefaultFleetIT extends FleetScenario {
    private static final Path EXAMPLES = Path.of("../deploy/examples");

    @Test
    void aFleetThatSaysNothingIsMadeWhereThereIsNoneAndReadsAsTheDefault() {
        new DefaultFleet(cluster.client).ensure();

        assertThat(Objects.requireNonNull(cluster.fleet()).getSpec()).isEqualTo(RegistryFleetSpec.DEFAULT);
    }

    @Test
    void aFleetThatIsThereStaysAsItIs() {
        RegistryFleet before = cluster.fleet(RegistryFleetSpec.State.Restored, "1h", 7);

        new DefaultFleet(cluster.client).ensure();

        assertThat(Objects.requireNonNull(cluster.fleet()).getMetadata().getResourceVersion())
                .isEqualTo(before.getMetadata().getResourceVersion());
    }

    @Test
    void everyExampleIsAcceptedByServerSideApplyOverWhatTheOperatorHasMade() throws IOException {
        List<Path> examples;
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            examples = files.sorted().toList();
        }
        assertThat(examples).contains(EXAMPLES.resolve("fleet.yaml"));
        new DefaultFleet(cluster.client).ensure();
        try (var _ = operator()) {
            await().atMost(PATIENCE)
                    .until(() -> !cluster.fleetStatus().conditions().isEmpty());
            for (Path example : examples) {
                for (HasMetadata object : load(example)) {
                    assertThatCode(() -> cluster.client
                                    .resource(object)
                                    .fieldManager("kubectl")
                                    .serverSideApply())
                            .as("%s: %s", example, object.getMetadata().getName())
                            .doesNotThrowAnyException();
                }
            }
        }
        assertThat(Objects.requireNonNull(cluster.fleet()).getSpec().pools())
                .extracting(Pool::name)
                .as("the pools of the example, in their order, and no others")
                .isEqualTo(poolsOf(EXAMPLES.resolve("fleet.yaml")));
        for (Path example : examples) {
            load(example).forEach(object -> cluster.client.resource(object).delete());
        }
    }

    private static List<HasMetadata> load(Path file) throws IOException {
        try (InputStream yaml = Files.newInputStream(file)) {
            return cluster.client.load(yaml).items();
        }
    }

    private static List<String> poolsOf(Path example) throws IOException {
        return Serialization.unmarshal(Files.readString(example), RegistryFleet.class).getSpec().pools().stream()
                .map(Pool::name)
                .toList();
    }
}
