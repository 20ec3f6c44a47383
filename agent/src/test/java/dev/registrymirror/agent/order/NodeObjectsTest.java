package dev.registrymirror.agent.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeObjectsTest {
    private static final Map<String, Object> ORDER = Map.of(
            "sequence", 42,
            "action", "Apply",
            "revision", "0123",
            "payload", "AAAA",
            "publicKey", "BBBB",
            "existingFile", "Replace",
            "healthTimeout", "5m",
            "soak", "10s");

    private static Map<String, Object> object(Object order) {
        return Map.of(
                "metadata", Map.of("name", "worker-1", "uid", "o", "resourceVersion", "7"),
                "spec", Map.of("nodeUID", "n", "order", order));
    }

    private static Map<String, Object> orderWith(String field, Object value) {
        Map<String, Object> order = new HashMap<>(ORDER);
        order.put(field, value);
        return order;
    }

    private static String errors(Map<String, Object> order) throws UnreadableObjectException {
        return NodeObjects.decode(object(order)).order() instanceof OrderField.Malformed(long _, String errors)
                ? errors
                : "none";
    }

    @Test
    void anOrderIsReadWithEveryField() throws UnreadableObjectException {
        assertThat(NodeObjects.decode(object(ORDER)).order())
                .isEqualTo(new OrderField.Given(new Order(
                        42,
                        Action.APPLY,
                        "0123",
                        "AAAA",
                        "BBBB",
                        true,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10))));
    }

    @Test
    void anObjectWithoutAnOrderAsksForNothing() throws UnreadableObjectException {
        Map<String, Object> object = Map.of(
                "metadata", Map.of("name", "worker-1", "uid", "o", "resourceVersion", "7"),
                "spec", Map.of("nodeUID", "n"));
        assertThat(NodeObjects.decode(object).order()).isEqualTo(new OrderField.None());
    }

    @Test
    void everythingThatIsWrongWithAnOrderIsSaidAtOnceByField() throws UnreadableObjectException {
        Map<String, Object> order = new HashMap<>(ORDER);
        order.remove("payload");
        order.put("publicKey", "no base64!");
        order.put("action", "Apply");
        order.put("existingFile", "Maybe");
        order.put("healthTimeout", "5 minutes");
        assertThat(NodeObjects.decode(object(order)).order())
                .isInstanceOfSatisfying(OrderField.Malformed.class, order2 -> {
                    assertThat(order2.sequence()).isEqualTo(42);
                    assertThat(order2.errors())
                            .contains("spec.order.payload is missing")
                            .contains("spec.order.publicKey must be base64")
                            .contains("spec.order.existingFile must be Refuse or Replace")
                            .contains("spec.order.healthTimeout must be a duration");
                });
    }

    @Test
    void aSequenceMustBeAPositiveWholeNumber() throws UnreadableObjectException {
        assertThat(errors(orderWith("sequence", 0))).contains("spec.order.sequence must be greater than 0");
        assertThat(errors(orderWith("sequence", "42"))).contains("spec.order.sequence must be a whole number");
        assertThat(errors(orderWith("sequence", 4.5))).contains("spec.order.sequence must be a whole number");
    }

    @Test
    void aRestoreCarriesNoPayload() throws UnreadableObjectException {
        assertThat(errors(orderWith("action", "Restore"))).contains("spec.order.payload must be absent");
    }

    @Test
    void aSoakThatOutlastsTheTimeoutCouldNeverEndWell() throws UnreadableObjectException {
        assertThat(errors(orderWith("soak", "5m"))).contains("spec.order.soak must be shorter than healthTimeout");
    }

    @Test
    void anObjectWithoutItsNodeIsUnreadable() {
        assertThatThrownBy(() -> NodeObjects.decode(Map.of("metadata", Map.of("name", "x"))))
                .isInstanceOf(UnreadableObjectException.class)
                .hasMessageContaining("metadata.uid is missing")
                .hasMessageContaining("spec.nodeUID is missing");
    }

    @Test
    void aStatusComesBackAsItWasWritten() throws UnreadableObjectException {
        Status status = new Status(
                new AgentReport("key", "n", "rke2", "agent", "rke2-agent.service", "1"),
                7,
                7,
                new Applied(7, "0123", "abc", "2026-01-01T00:00:00Z"),
                Phase.APPLIED,
                "Verified",
                "the revision is applied",
                3,
                new Drift("FileGone", "it is gone", "2026-01-02T00:00:00Z"));
        NodeObject object = NodeObjects.decode(object(ORDER));
        Map<String, Object> written = new HashMap<>(NodeObjects.statusUpdate(object, status));
        assertThat(NodeObjects.decode(written).status()).isEqualTo(status);
        assertThat(NodeObjects.decode(NodeObjects.statusUpdate(object, Status.NONE))
                        .status())
                .isEqualTo(Status.NONE);
    }
}
