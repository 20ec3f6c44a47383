package dev.registrymirror.operator.grant;

import static dev.registrymirror.operator.mock.MockApi.request;
import static dev.registrymirror.operator.mock.MockApi.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.operator.grant.SlotStore.Stored;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import dev.registrymirror.operator.plan.Slots;
import dev.registrymirror.operator.plan.Slots.Slot;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotStoreTest {
    private static final String PATH = "/configmaps/" + Watches.SLOTS;

    private final MockApi api = new MockApi();
    private final KubernetesClient client = api.connect();
    private final SlotStore store = new SlotStore(client, "system");

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    private static Slots slots(long next, String holder) {
        return new Slots(next, new TreeMap<>(Map.of(holder, new Slot("uid-" + holder, next - 1))));
    }

    private long writesDone() {
        return api.answered().stream()
                .filter(line -> line.matches("(PUT .* 200|POST .* 201)"))
                .count();
    }

    @Test
    void ofTwoThatReadTheSameSlotsOnlyTheFirstReplacesThem() {
        assertThat(store.replace(store.read(), slots(2, "a"))).isTrue();
        Stored one = store.read();
        Stored two = store.read();

        assertThat(store.replace(one, slots(3, "b"))).isTrue();
        assertThat(store.replace(two, slots(3, "c"))).isFalse();

        assertThat(store.read().slots()).isEqualTo(slots(3, "b"));
    }

    @Test
    void ofTwoThatFindNoSlotsOnlyTheFirstMakesThem() {
        Stored none = store.read();

        assertThat(store.replace(none, slots(2, "a"))).isTrue();
        assertThat(store.replace(none, slots(2, "b"))).isFalse();

        assertThat(store.read().slots()).isEqualTo(slots(2, "a"));
    }

    @Test
    void slotsThatWereDeletedMeanwhileAreNotReplaced() {
        store.replace(store.read(), slots(2, "a"));
        Stored read = store.read();
        client.configMaps().inNamespace("system").withName(Watches.SLOTS).delete();

        assertThat(store.replace(read, slots(3, "b"))).isFalse();
        assertThat(store.read()).isEqualTo(new Stored(Slots.NONE, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anApiServerThatRefusesForAWhileIsAskedAgainAndTheSlotsAreReplacedOnce(int code) {
        store.replace(store.read(), slots(2, "a"));
        api.fail(3, request("PUT", PATH), Fault.refuse(code));

        assertThat(store.replace(store.read(), slots(3, "b"))).isTrue();

        assertThat(store.read().slots()).isEqualTo(slots(3, "b"));
        assertThat(writesDone()).isEqualTo(2);
    }

    @Test
    void aReplacementWhoseAnswerIsLostCountsAsNotOursAndStandsForWhoeverReadsNext() {
        api.fail(1, write(), Fault.loseTheAnswer());
        assertThat(store.replace(store.read(), slots(2, "a"))).isFalse();
        assertThat(store.read().slots()).isEqualTo(slots(2, "a"));

        api.fail(1, write(), Fault.loseTheAnswer());
        assertThat(store.replace(store.read(), slots(3, "b"))).isFalse();
        assertThat(store.read().slots()).isEqualTo(slots(3, "b"));
    }

    @Test
    void anApiServerThatRefusesForLongIsAnErrorAndNotAReplacement() {
        store.replace(store.read(), slots(2, "a"));
        Stored read = store.read();
        api.fail(Integer.MAX_VALUE, request("PUT", PATH), Fault.refuse(503));

        assertThatThrownBy(() -> store.replace(read, slots(3, "b")))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("503");
        assertThat(store.read().slots()).isEqualTo(slots(2, "a"));
    }
}
