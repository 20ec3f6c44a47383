package dev.registrymirror.agent.order;

import dev.registrymirror.registries.duration.GoDuration;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NodeRegistries from and to the JSON objects of the API. */
public final class NodeObjects {
    /** What the API server calls this version of the API. */
    public static final String API_VERSION = "registrymirror.dev/v1alpha1";

    /** What the API server calls the kind. */
    public static final String KIND = "NodeRegistries";

    private NodeObjects() {}

    /**
     * Reads an object. A broken order does not make the object unreadable: it is told in the status.
     *
     * @throws UnreadableObjectException if metadata or spec are not what the API says
     */
    public static NodeObject decode(Map<?, ?> json) throws UnreadableObjectException {
        Fields root = Fields.of(json);
        Fields metadata = root.object("metadata");
        Fields spec = root.object("spec");
        String name = metadata.text("name");
        String uid = metadata.text("uid");
        String resourceVersion = metadata.text("resourceVersion");
        String nodeUid = spec.text("nodeUID");
        if (!root.errors().isEmpty()) throw new UnreadableObjectException(String.join("; ", root.errors()));
        return new NodeObject(name, uid, resourceVersion, nodeUid, order(json), status(json));
    }

    private static OrderField order(Map<?, ?> json) {
        Fields root = Fields.of(json);
        if (!root.object("spec").has("order")) return new OrderField.None();
        Fields order = root.object("spec").object("order");
        long sequence = order.number("sequence");
        if (sequence <= 0 && order.errors().isEmpty()) order.error("sequence", "must be greater than 0");
        Action action = action(order);
        String revision = order.text("revision");
        boolean replace = replace(order);
        Duration healthTimeout = duration(order, "healthTimeout");
        Duration soak = duration(order, "soak");
        if (soak.compareTo(healthTimeout) >= 0 && order.errors().isEmpty()) {
            order.error("soak", "must be shorter than healthTimeout");
        }
        String payload = order.optionalText("payload");
        String publicKey = order.optionalText("publicKey");
        if (action == Action.APPLY) {
            requireBase64(order, "payload", payload);
            requireBase64(order, "publicKey", publicKey);
        } else if (payload != null) {
            order.error("payload", "must be absent where action is Restore");
        }
        List<String> errors = order.errors();
        if (!errors.isEmpty()) return new OrderField.Malformed(Math.max(0, sequence), String.join("; ", errors));
        return new OrderField.Given(
                new Order(sequence, action, revision, payload, publicKey, replace, healthTimeout, soak));
    }

    private static Action action(Fields order) {
        String word = order.text("action");
        for (Action action : Action.values()) {
            if (action.word().equals(word)) return action;
        }
        if (!word.isEmpty()) order.error("action", "must be Apply or Restore");
        return Action.RESTORE;
    }

    private static boolean replace(Fields order) {
        return switch (order.text("existingFile")) {
            case "Replace" -> true;
            case "Refuse", "" -> false;
            default -> {
                order.error("existingFile", "must be Refuse or Replace");
                yield false;
            }
        };
    }

    private static Duration duration(Fields order, String name) {
        String text = order.text(name);
        Optional<Duration> duration = GoDuration.parse(text);
        if (duration.isPresent()) return duration.get();
        if (!text.isEmpty()) order.error(name, "must be a duration of hours, minutes and seconds like 1h30m or 10s");
        return Duration.ZERO;
    }

    private static void requireBase64(Fields order, String name, @Nullable String text) {
        if (text == null) {
            order.error(name, "is missing");
            return;
        }
        try {
            Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            order.error(name, "must be base64");
        }
    }

    /** A status that cannot be read is as good as none: it is written anew. */
    private static Status status(Map<?, ?> json) {
        Fields status = Fields.of(json).object("status");
        Fields agent = status.object("agent");
        AgentReport report = !status.has("agent")
                ? null
                : new AgentReport(
                        agent.text("publicKey"),
                        agent.text("nodeUID"),
                        agent.optionalText("distribution"),
                        agent.optionalText("role"),
                        agent.optionalText("unit"),
                        orEmpty(agent.optionalText("version")));
        Fields last = status.object("applied");
        Applied applied = !status.has("applied")
                ? null
                : new Applied(
                        last.number("sequence"),
                        last.text("revision"),
                        orEmpty(last.optionalText("invocationID")),
                        orEmpty(last.optionalText("time")));
        String word = status.optionalText("phase");
        Phase phase = Phase.IDLE;
        try {
            if (word != null) phase = Phase.of(word);
        } catch (IllegalArgumentException _) {
            status.error("phase", "is unknown");
        }
        Status read = new Status(
                report,
                status.number("claimed"),
                status.number("observed"),
                applied,
                phase,
                orEmpty(status.optionalText("reason")),
                orEmpty(status.optionalText("message")),
                status.number("restarts"),
                drift(status));
        return status.errors().isEmpty() ? read : Status.NONE;
    }

    private static @Nullable Drift drift(Fields status) {
        if (!status.has("drift")) return null;
        Fields drift = status.object("drift");
        return new Drift(drift.text("reason"), orEmpty(drift.optionalText("message")), drift.text("since"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The body of an update of the status subresource, which takes nothing but the status from it. */
    public static Map<String, Object> statusUpdate(NodeObject object, Status status) {
        return Map.of(
                "apiVersion", API_VERSION,
                "kind", KIND,
                "metadata",
                        Map.of("name", object.name(), "uid", object.uid(), "resourceVersion", object.resourceVersion()),
                "spec", Map.of("nodeUID", object.nodeUid()),
                "status", json(status));
    }

    private static Map<String, Object> json(Status status) {
        Map<String, Object> json = new LinkedHashMap<>();
        AgentReport agent = status.agent();
        if (agent != null) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("publicKey", agent.publicKey());
            report.put("nodeUID", agent.nodeUid());
            putIfKnown(report, "distribution", agent.distribution());
            putIfKnown(report, "role", agent.role());
            putIfKnown(report, "unit", agent.unit());
            report.put("version", agent.version());
            json.put("agent", report);
        }
        if (status.claimed() > 0) json.put("claimed", status.claimed());
        if (status.observed() > 0) json.put("observed", status.observed());
        Applied applied = status.applied();
        if (applied != null) {
            json.put(
                    "applied",
                    Map.of(
                            "sequence", applied.sequence(),
                            "revision", applied.revision(),
                            "invocationID", applied.invocationId(),
                            "time", applied.time()));
        }
        json.put("phase", status.phase().word());
        if (!status.reason().isEmpty()) json.put("reason", status.reason());
        if (!status.message().isEmpty()) json.put("message", status.message());
        json.put("restarts", status.restarts());
        Drift drift = status.drift();
        if (drift != null) {
            json.put("drift", Map.of("reason", drift.reason(), "message", drift.message(), "since", drift.since()));
        }
        return json;
    }

    private static void putIfKnown(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) json.put(name, value);
    }
}
