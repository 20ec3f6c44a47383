package dev.registrymirror.agent.api;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import dev.registrymirror.agent.order.NodeObjects;
import dev.registrymirror.agent.order.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one object as an API server keeps it: with versions, preconditions and watches. */
public final class StoredObject implements FakeApiServer.Answer {
    private record Event(long version, String type, Map<String, Object> object) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Map<?, ?>> writes = new ArrayList<>();
    private @Nullable Map<String, Object> spec;
    private Map<?, ?> status = Map.of();
    private String uid = "";
    private long version = 100;
    private boolean away;

    /** The operator makes it. */
    public synchronized void create(String objectUid, String nodeUid) {
        uid = objectUid;
        spec = new HashMap<>(Map.of("nodeUID", nodeUid));
        status = Map.of();
        happened("ADDED");
    }

    /** Somebody deletes it. */
    public synchronized void delete() {
        Map<String, Object> last = object();
        spec = null;
        version++;
        events.add(new Event(version, "DELETED", last));
        notifyAll();
    }

    /** The operator grants an order, in place of another one if there is one. */
    public synchronized void grant(Order order) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sequence", order.sequence());
        json.put("action", order.action().word());
        json.put("revision", order.revision());
        if (order.payload() != null) json.put("payload", order.payload());
        if (order.publicKey() != null) json.put("publicKey", order.publicKey());
        json.put("existingFile", order.replaceExisting() ? "Replace" : "Refuse");
        json.put("healthTimeout", order.healthTimeout().toSeconds() + "s");
        json.put("soak", order.soak().toSeconds() + "s");
        there().put("order", json);
        happened("MODIFIED");
    }

    /** The operator takes the order back. */
    public synchronized void withdraw() {
        there().remove("order");
        happened("MODIFIED");
    }

    /** Somebody changes what does not matter here. */
    public synchronized void touch() {
        happened("MODIFIED");
    }

    /** The API server gives no answers, or gives them again. */
    public synchronized void away(boolean gone) {
        away = gone;
        notifyAll();
    }

    /** The statuses that were written, oldest first. */
    public synchronized List<Map<?, ?>> writes() {
        return List.copyOf(writes);
    }

    /** One field of them. */
    public List<Object> written(String field) {
        return writes().stream().<Object>map(write -> write.get(field)).toList();
    }

    private Map<String, Object> there() {
        if (spec == null) throw new AssertionError("there is no object");
        return spec;
    }

    private Map<String, Object> object() {
        return Map.of(
                "apiVersion",
                NodeObjects.API_VERSION,
                "kind",
                NodeObjects.KIND,
                "metadata",
                Map.of("name", "worker-1", "uid", uid, "resourceVersion", String.valueOf(version)),
                "spec",
                Map.copyOf(there()),
                "status",
                status);
    }

    private void happened(String type) {
        version++;
        events.add(new Event(version, type, object()));
        notifyAll();
    }

    @Override
    public void give(HttpExchange exchange) throws IOException {
        FakeApiServer.Answer answer = answer(exchange);
        if (answer != null) answer.give(exchange);
    }

    /** Does what is asked for, and gives the answer as it is now; null where there is none. */
    public FakeApiServer.@Nullable Answer answer(HttpExchange exchange) throws IOException {
        String request = String.valueOf(exchange.getRequestURI());
        Map<String, Object> body = exchange.getRequestMethod().equals("PUT")
                ? JSON.std.mapFrom(exchange.getRequestBody().readAllBytes())
                : Map.of();
        synchronized (this) {
            if (away) return null;
            if (!body.isEmpty()) return put(body);
            if (request.contains("watch=true")) return this::watch;
            if (!request.contains("?")) return spec == null ? FakeApiServer.status(404) : FakeApiServer.json(object());
            return listed();
        }
    }

    /** What a list gives now; given later, it is the answer of a server that is behind. */
    public synchronized FakeApiServer.Answer listed() {
        return spec == null
                ? FakeApiServer.list(String.valueOf(version))
                : FakeApiServer.list(String.valueOf(version), object());
    }

    private FakeApiServer.Answer put(Map<String, Object> body) {
        if (spec == null) return FakeApiServer.status(404);
        Map<?, ?> metadata = part(body, "metadata");
        if (!uid.equals(metadata.get("uid")) || !String.valueOf(version).equals(metadata.get("resourceVersion"))) {
            return FakeApiServer.status(409);
        }
        Map<?, ?> next = part(body, "status");
        writes.add(next);
        // A write that changes nothing is no event.
        if (!next.equals(status)) {
            status = next;
            happened("MODIFIED");
        }
        return FakeApiServer.json(object());
    }

    private static Map<?, ?> part(Map<String, Object> body, String name) {
        if (body.get(name) instanceof Map<?, ?> part) return part;
        throw new AssertionError("the write has no " + name);
    }

    private void watch(HttpExchange exchange) throws IOException {
        String request = String.valueOf(exchange.getRequestURI());
        long seen = Long.parseLong(request.substring(request.lastIndexOf('=') + 1));
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (Event event = after(seen); event != null; event = after(seen)) {
                out.write(FakeApiServer.event(event.type, event.object).getBytes(StandardCharsets.UTF_8));
                out.flush();
                seen = event.version;
            }
        }
    }

    /** Waits for the next event; null when the server goes away. */
    private synchronized @Nullable Event after(long seen) throws IOException {
        try {
            while (!away) {
                for (Event event : events) {
                    if (event.version > seen) return event;
                }
                wait();
            }
            return null;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
