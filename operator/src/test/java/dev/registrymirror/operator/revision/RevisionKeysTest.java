package dev.registrymirror.operator.revision;

import static dev.registrymirror.operator.mock.MockApi.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.operator.mock.Fault;
import dev.registrymirror.operator.mock.MockApi;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionKey;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevisionKeysTest {
    private final MockApi api = new MockApi();
    private final KubernetesClient client = api.connect();
    private final RevisionKeys keys = new RevisionKeys(client, "system", new FakeReferences());

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void whoeverIsSecondTakesTheKeyOfTheFirst() {
        byte[] theirs = new byte[RevisionKey.LENGTH];
        theirs[0] = 7;
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(RevisionKeys.NAME)
                .withNamespace("system")
                .endMetadata()
                .withData(Map.of("key", Base64.getEncoder().encodeToString(theirs)))
                .build();
        api.fail(
                1,
                request("POST", "/secrets"),
                Fault.after(() -> api.create("/api/v1/namespaces/system/secrets", secret)));

        assertThat(keys.obtain()).isEqualTo(new RevisionKey(Secret.of(theirs)));
    }

    @Test
    void aKeyWhoseAnswerIsLostIsTheKeyThatWasStored() {
        api.fail(1, request("POST", "/secrets"), Fault.loseTheAnswer());

        RevisionKey key = keys.obtain();

        assertThat(keys.obtain()).isEqualTo(key);
        assertThat(api.answered()).anyMatch(line -> line.endsWith("/secrets 409"));
    }
}
