package dev.registrymirror.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalHoldsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String LONG_AGO = "2025-01-01T00:00:00Z";
    private static final Duration SETTLING = Duration.ofMinutes(10);

    private final List<CustomResourceDefinition> crds = new ArrayList<>();
    private Namespace namespace = namespace(LONG_AGO);

    @BeforeEach
    void installed() {
        RemovalHolds.CRDS.forEach(name -> crds.add(crd(name, LONG_AGO)));
    }

    private static CustomResourceDefinition crd(String name, String created) {
        return new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(name)
                .withCreationTimestamp(created)
                .endMetadata()
                .build();
    }

    private static Namespace namespace(String created) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withCreationTimestamp(created)
                .endMetadata()
                .build();
    }

    @Test
    void nothingHoldsWhereEverythingHasBeenThereForLong() {
        assertThat(RemovalHolds.of(crds, namespace, SETTLING, NOON)).isNull();
    }

    @Test
    void eachMissingCrdHolds() {
        for (int i = 0; i < RemovalHolds.CRDS.size(); i++) {
            var some = new ArrayList<>(crds);
            some.remove(i);
            assertThat(RemovalHolds.of(some, namespace, SETTLING, NOON))
                    .extracting(RemovalHold::reason)
                    .isEqualTo("CrdMissing");
        }
    }

    @Test
    void aCrdThatIsBeingDeletedHolds() {
        crds.getFirst().getMetadata().setDeletionTimestamp(NOON.toString());

        assertThat(RemovalHolds.of(crds, namespace, SETTLING, NOON))
                .extracting(RemovalHold::reason)
                .isEqualTo("CrdTerminating");
    }

    @Test
    void aNewCrdHoldsUntilItHasSettled() {
        crds.set(2, crd(RemovalHolds.CRDS.get(2), NOON.minusSeconds(60).toString()));

        RemovalHold hold = RemovalHolds.of(crds, namespace, SETTLING, NOON);
        assertThat(hold).extracting(RemovalHold::reason).isEqualTo("CrdNew");
        assertThat(hold).extracting(RemovalHold::until).isEqualTo(NOON.plusSeconds(540));
        assertThat(RemovalHolds.of(crds, namespace, SETTLING, NOON.plusSeconds(540)))
                .isNull();
    }

    @Test
    void howeverShortTheRemovalDelayAnApiIsNewForTenMinutesAndALongerDelayCounts() {
        crds.set(2, crd(RemovalHolds.CRDS.get(2), NOON.toString()));

        for (Duration delay : List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(10))) {
            assertThat(RemovalHolds.of(crds, namespace, delay, NOON))
                    .extracting(RemovalHold::until)
                    .isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        }
        assertThat(RemovalHolds.of(crds, namespace, Duration.ofHours(1), NOON))
                .extracting(RemovalHold::until)
                .isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void ofWhatIsNewTheNewestCountsAndWhatIsMissingCountsFirst() {
        crds.set(0, crd(RemovalHolds.CRDS.get(0), NOON.minusSeconds(60).toString()));
        crds.set(1, crd(RemovalHolds.CRDS.get(1), NOON.minusSeconds(30).toString()));

        assertThat(RemovalHolds.of(crds, namespace, SETTLING, NOON))
                .extracting(RemovalHold::created)
                .isEqualTo(NOON.minusSeconds(30));

        crds.remove(2);
        RemovalHold hold = RemovalHolds.of(crds, namespace, SETTLING, NOON);
        assertThat(hold).extracting(RemovalHold::reason).isEqualTo("CrdMissing");
        assertThat(hold).extracting(RemovalHold::created).isNull();
    }

    @Test
    void theNamespaceHoldsLikewise() {
        assertThat(RemovalHolds.of(crds, null, SETTLING, NOON))
                .extracting(RemovalHold::reason)
                .isEqualTo("NamespaceMissing");
        namespace = namespace(NOON.toString());
        assertThat(RemovalHolds.of(crds, namespace, SETTLING, NOON))
                .extracting(RemovalHold::reason)
                .isEqualTo("NamespaceNew");
        namespace = namespace(LONG_AGO);
        namespace.getMetadata().setDeletionTimestamp(NOON.toString());
        assertThat(RemovalHolds.of(crds, namespace, SETTLING, NOON))
                .extracting(RemovalHold::reason)
                .isEqualTo("NamespaceTerminating");
    }
}
