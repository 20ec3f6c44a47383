package dev.registrymirror.operator.mock;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The watches that the operator has open. */
final class WatchConnections {
    private static final Pattern VERSION = Pattern.compile("[?&]resourceVersion=([0-9]+)");

    private final Set<WebSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile long oldest;

    /** Forgets the history before this version: a watch from there is told 410 and must list anew. */
    void compact(long version) {
        oldest = version;
    }

    /** How many were opened so far. */
    int opened() {
        return opened.get();
    }

    void close() {
        open.forEach(socket -> socket.close(1001, "going away"));
        open.clear();
    }

    void send(String event) {
        open.forEach(socket -> socket.send(event));
    }

    MockResponse accept(RecordedRequest request, MockResponse response) {
        Matcher version = VERSION.matcher(request.getPath());
        if (version.find() && Long.parseLong(version.group(1)) < oldest) {
            return new MockResponse().withWebSocketUpgrade(new Gone());
        }
        var listener = Objects.requireNonNull(response.getWebSocketListener(), request.getPath());
        return new MockResponse().withWebSocketUpgrade(new Tracked(listener));
    }

    static String error(int code, String message) {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage(message)
                .build();
        return Serialization.asJson(new WatchEvent(status, "ERROR"));
    }

    private static final class Gone extends WebSocketListener {
        @Override
        public void onOpen(WebSocket socket, Response response) {
            socket.send(error(410, "too old resource version"));
            socket.close(1000, "gone");
        }
    }

    private final class Tracked extends WebSocketListener {
        private final WebSocketListener listener;

        private Tracked(WebSocketListener listener) {
            this.listener = listener;
        }

        @Override
        public void onBeforeAccept(WebSocket socket, Response response) {
            listener.onBeforeAccept(socket, response);
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            listener.onOpen(socket, response);
            open.add(socket);
            opened.incrementAndGet();
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            listener.onMessage(socket, text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            listener.onClosing(socket, code, reason);
        }

        @Override
        public void onClosed(WebSocket socket, int code, String reason) {
            open.remove(socket);
            listener.onClosed(socket, code, reason);
        }

        @Override
        public void onFailure(WebSocket socket, Throwable error, Response response) {
            open.remove(socket);
            listener.onFailure(socket, error, response);
        }
    }
}
