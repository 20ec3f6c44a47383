package dev.registrymirror.agent.api;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.registrymirror.agent.order.NodeObject;
import dev.registrymirror.agent.order.NodeObjects;
import dev.registrymirror.agent.order.Status;
import dev.registrymirror.agent.order.UnreadableObjectException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one object of this node. */
public final class NodeRegistriesApi {
    /** An API server ends a watch after this time at the latest. */
    private static final int WATCH_SECONDS = 290;
    /** A bookmark comes about once a minute; a server that says nothing for longer is dead, or beyond a dead connection. */
    private static final Duration SILENCE = Duration.ofSeconds(100);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int GONE = 410;

    private final ApiServer server;
    private final String node;
    private final String collection;

    /** The object of a node. */
    public NodeRegistriesApi(ApiServer server, String node) {
        this.server = server;
        this.node = node;
        this.collection = "/apis/" + NodeObjects.API_VERSION + "/noderegistries";
    }

    /** The state of the world at a version. */
    record Listed(@Nullable NodeObject object, String resourceVersion) {}

    /** Something that has happened. */
    sealed interface Event {
        /** The object is there, or is another. */
        record Present(NodeObject object) implements Event {}

        /** It was deleted. */
        record Deleted() implements Event {}

        /** Nothing, up to this version. */
        record Bookmark(String resourceVersion) implements Event {}
    }

    /** What the server has in its cache: good enough to begin a watch with, and cheap when all nodes come back at once. */
    Listed list() throws IOException {
        Map<String, Object> list =
                server.get(collection + "?fieldSelector=" + selector() + "&resourceVersion=0", PATIENCE);
        if (!(list.get("metadata") instanceof Map<?, ?> metadata)
                || !(metadata.get("resourceVersion") instanceof String version)
                || !(list.get("items") instanceof List<?> items)) {
            throw new IOException("the API server's list is none");
        }
        for (Object item : items) {
            if (item instanceof Map<?, ?> json) return new Listed(decode(json), version);
        }
        return new Listed(null, version);
    }

    /** Reads the object as it is now, null if there is none. */
    public @Nullable NodeObject get() throws IOException {
        try {
            return decode(server.get(object(), PATIENCE));
        } catch (ApiException e) {
            if (e.code() == NOT_FOUND) return null;
            throw e;
        }
    }

    /** What writing gave. */
    public sealed interface Write {
        /** It is written, and the object is this now. */
        record Written(NodeObject object) implements Write {}

        /** Somebody wrote in between, or the object is gone. */
        record Outdated() implements Write {}
    }

    /** Writes the status, provided that the object is still as it was read. */
    public Write putStatus(NodeObject read, Status status) throws IOException {
        try {
            return new Write.Written(
                    decode(server.put(object() + "/status", NodeObjects.statusUpdate(read, status), PATIENCE)));
        } catch (ApiException e) {
            if (e.code() == CONFLICT || e.code() == NOT_FOUND) return new Write.Outdated();
            throw e;
        }
    }

    /** An open watch. Closing it from another thread ends it. */
    static final class Watch implements AutoCloseable {
        private final HttpURLConnection connection;
        private final BufferedReader lines;

        private Watch(HttpURLConnection connection) throws IOException {
            this.connection = connection;
            this.lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Waits for the next event; null when the server has ended the watch. */
        @Nullable
        Event next() throws IOException {
            String line = lines.readLine();
            if (line == null) return null;
            Map<String, Object> event = JSON.std.mapFrom(line);
            if (!(event.get("object") instanceof Map<?, ?> json))
                throw new IOException("a watch event without an object");
            return switch (String.valueOf(event.get("type"))) {
                case "ADDED", "MODIFIED" -> new Event.Present(decode(json));
                case "DELETED" -> new Event.Deleted();
                case "BOOKMARK" -> new Event.Bookmark(version(json));
                case "ERROR" -> throw error(json);
                default -> throw new IOException("a watch event of an unknown type");
            };
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }

    /** Watches for what happens after a version. */
    Watch watch(String resourceVersion) throws IOException {
        return new Watch(server.stream(
                collection + "?watch=true&allowWatchBookmarks=true&timeoutSeconds=" + WATCH_SECONDS + "&fieldSelector="
                        + selector() + "&resourceVersion=" + encoded(resourceVersion),
                SILENCE));
    }

    private static String version(Map<?, ?> json) throws IOException {
        if (json.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("resourceVersion") instanceof String version) {
            return version;
        }
        throw new IOException("a bookmark without a version");
    }

    private static ApiException error(Map<?, ?> json) {
        int code = json.get("code") instanceof Integer number ? number : 0;
        return new ApiException(code, "the watch ended: " + json.get("message"), Duration.ZERO);
    }

    private static NodeObject decode(Map<?, ?> json) throws IOException {
        try {
            return NodeObjects.decode(json);
        } catch (UnreadableObjectException e) {
            throw new IOException("the object cannot be understood: " + e.getMessage(), e);
        }
    }

    private String object() {
        return collection + "/" + encoded(node);
    }

    private String selector() {
        return encoded("metadata.name=" + node);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
