package dev.registrymirror.agent.api;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Requests to an API server in the name of a service account. */
public final class ApiServer {
    private static final int OK = 200;
    private static final int ERROR = 300;
    private static final int LARGEST_ERROR = 64 * 1024;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final URI base;
    private final ServiceAccount account;

    /** The server at an address. */
    public ApiServer(URI base, ServiceAccount account) {
        this.base = base;
        this.account = account;
    }

    /** The same account's view of the server at another address. */
    public ApiServer at(URI other) {
        return new ApiServer(other, account);
    }

    /** HTTP's status code of a GET. */
    public int status(String path, Duration patience) throws IOException {
        HttpURLConnection connection = open("GET", path, patience);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** Reads an object. */
    Map<String, Object> get(String path, Duration patience) throws IOException {
        return answer(open("GET", path, patience));
    }

    /** Replaces an object and reads what it is then. */
    Map<String, Object> put(String path, Map<String, Object> object, Duration patience) throws IOException {
        HttpURLConnection connection = open("PUT", path, patience);
        byte[] body = JSON.std.asBytes(object);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return answer(connection);
    }

    /** Opens a stream of objects. Who closes it must also disconnect. */
    HttpURLConnection stream(String path, Duration silence) throws IOException {
        HttpURLConnection connection = open("GET", path, silence);
        refuseErrors(connection);
        return connection;
    }

    private HttpURLConnection open(String method, String path, Duration patience) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection tls) tls.setSSLSocketFactory(account.sockets());
        connection.setRequestMethod(method);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", "registry-mirror-agent");
        connection.setRequestProperty("Authorization", "Bearer " + account.token());
        return connection;
    }

    private static Map<String, Object> answer(HttpURLConnection connection) throws IOException {
        refuseErrors(connection);
        try (InputStream in = connection.getInputStream()) {
            return JSON.std.mapFrom(in.readAllBytes());
        }
    }

    private static void refuseErrors(HttpURLConnection connection) throws IOException {
        int code = connection.getResponseCode();
        if (code >= OK && code < ERROR) return;
        String message = "";
        try (InputStream in = connection.getErrorStream()) {
            if (in != null) message = message(in.readNBytes(LARGEST_ERROR));
        }
        throw new ApiException(
                code, "HTTP " + code + (message.isEmpty() ? "" : ": " + message), retryAfter(connection));
    }

    private static String message(byte[] body) {
        try {
            return JSON.std.mapFrom(body).get("message") instanceof String text ? text : "";
        } catch (IOException _) {
            return "";
        }
    }

    private static Duration retryAfter(HttpURLConnection connection) {
        @Nullable String seconds = connection.getHeaderField("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }
}
