package dev.registrymirror.operator.revision;

import static dev.registrymirror.operator.mock.MockApi.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.watch.Watches;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.MalformedPayloadException;
import dev.registrymirror.registries.revision.Payload;
import dev.registrymirror.registries.revision.PayloadCodec;
import dev.registrymirror.registries.revision.Revision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionStoreTest {
    private static final String NAMESPACE = "system";
    private static final Snapshot NO_NODES = new Snapshot(null, new TreeMap<>(), Map.of(), Absences.NONE, null);
    private static final Revision ONE = revision("1");
    private static final Revision TWO = revision("2");

    private final MockApi api = new MockApi();
    private final KubernetesClient client = api.connect();
    private final RevisionStore store = new RevisionStore(client, NAMESPACE);

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    private static Revision revision(String digit) {
        return new Revision(digit.repeat(32), new Payload(Secret.of("# " + digit), List.of()));
    }

    private static void keep(RevisionStore store, Revision... wanted) {
        var byId = new TreeMap<String, Revision>();
        for (Revision revision : wanted) byId.put(revision.id(), revision);
        store.keep(NO_NODES, byId);
    }

    private List<String> stored() {
        return client.secrets().inNamespace(NAMESPACE).withLabel(Watches.REVISION_LABEL).list().getItems().stream()
                .map(secret -> secret.getMetadata().getName())
                .sorted()
                .toList();
    }

    private Payload storedPayload(Revision revision) throws MalformedPayloadException {
        String payload = client.secrets()
                .inNamespace(NAMESPACE)
                .withName(name(revision))
                .require()
                .getData()
                .get("payload");
        return PayloadCodec.decode(Base64.getDecoder().decode(payload));
    }

    private static String name(Revision revision) {
        return "revision-" + revision.id();
    }

    @Test
    void twoThatStoreTheSameRevisionAtTheSameTimeAreBothContent() {
        var other = new RevisionStore(client, NAMESPACE);
        keep(other);
        keep(store);

        keep(other, ONE);
        keep(store, ONE);

        assertThat(stored()).containsExactly(name(ONE));
        assertThat(api.answered()).anyMatch(line -> line.endsWith("/secrets 409"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anApiServerThatRefusesForAWhileIsAskedAgain(int code) {
        api.fail(3, request("POST", "/secrets"), Fault.refuse(code));

        keep(store, ONE, TWO);

        assertThat(stored()).containsExactly(name(ONE), name(TWO));
    }

    @Test
    void aRevisionWhoseAnswerIsLostIsKept() throws MalformedPayloadException {
        api.fail(1, request("POST", "/secrets"), Fault.loseTheAnswer());

        keep(store, ONE);

        assertThat(stored()).containsExactly(name(ONE));
        assertThat(storedPayload(ONE)).isEqualTo(ONE.payload());
    }

    @Test
    void whatCouldNotBeStoredIsStoredNextTime() {
        keep(store, ONE);
        api.fail(Integer.MAX_VALUE, request("POST", "/secrets"), Fault.refuse(503));
        assertThatThrownBy(() -> keep(store, ONE, TWO)).isInstanceOf(KubernetesClientException.class);
        assertThat(stored()).containsExactly(name(ONE));

        api.heal();
        keep(store, ONE, TWO);

        assertThat(stored()).containsExactly(name(ONE), name(TWO));
    }

    @Test
    void whatCouldNotBeDeletedIsDeletedNextTime() {
        keep(store, ONE, TWO);
        api.fail(Integer.MAX_VALUE, request("DELETE", name(ONE)), Fault.refuse(500));
        assertThatThrownBy(() -> keep(store, TWO)).isInstanceOf(KubernetesClientException.class);

        api.heal();
        keep(store, TWO);

        assertThat(stored()).containsExactly(name(TWO));
    }
}
