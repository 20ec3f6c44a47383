package dev.registrymirror.operator.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An API server in memory. Clients of {@link #operator()} meet its faults, over HTTP and with all that their client does about them; clients of
 * {@link #bystander()} never do.
 */
public final class MockApi implements AutoCloseable {
    private static final String OPERATOR = "operator-under-test";

    private final Store store = new Store();
    private final WatchConnections watches = new WatchConnections();
    private final List<Planned> faults = new CopyOnWriteArrayList<>();
    private final List<String> answered = new CopyOnWriteArrayList<>();
    private final KubernetesMockServer server;

    private record Planned(Predicate<RecordedRequest> which, AtomicInteger left, Fault fault) {}

    public MockApi() {
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Answering(), false);
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** How the tests themselves connect. */
    public Config bystander() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withHttp2Disable(true)
                .build();
    }

    /** How the operator connects: as often, but waiting for less long between its attempts than it would in a cluster. */
    public Config operator() {
        return new ConfigBuilder(bystander())
                .withUserAgent(OPERATOR)
                .withRequestRetryBackoffInterval(1)
                .withWatchReconnectInterval(20)
                .build();
    }

    /** A client of the operator's. */
    public KubernetesClient connect() {
        return new KubernetesClientBuilder().withConfig(operator()).build();
    }

    /** The next so many of the operator's requests like this go wrong; faults that are told earlier come first. */
    public void fail(int times, Predicate<RecordedRequest> which, Fault fault) {
        faults.add(new Planned(which, new AtomicInteger(times), fault));
    }

    /** Nothing goes wrong from now on. */
    public void heal() {
        faults.clear();
    }

    /** Ends the operator's watches, as an API server does that is stopped. */
    public void closeWatches() {
        watches.close();
    }

    /** Ends the operator's watches and forgets what came before: where they left off cannot be resumed. */
    public void compact() {
        watches.compact(store.nextVersion());
        watches.close();
    }

    /** How many watches the operator has opened so far. */
    public int watchesOpened() {
        return watches.opened();
    }

    /** Sends this to all watches of the operator. */
    public void sendToWatches(String message) {
        watches.send(message);
    }

    /** Sends an error to all watches of the operator. */
    public void sendErrorToWatches(int code, String message) {
        watches.send(WatchConnections.error(code, message));
    }

    /** Makes an object as somebody else would, from within a {@link Fault}, where no client can. */
    public void create(String collection, HasMetadata object) {
        store.create(collection, object);
    }

    /** Changes an object, but not its status, as somebody else would, from within a {@link Fault}, where no client can. */
    public void edit(String path, Consumer<ObjectNode> change) {
        store.edit(path, change);
    }

    /** What the operator asked for and was answered, like {@code PUT /api/v1/nodes/a 200}; without watches. */
    public List<String> answered() {
        return new ArrayList<>(answered);
    }

    /** Any request for a path that contains this. */
    public static Predicate<RecordedRequest> path(String part) {
        return request -> request.getPath().contains(part);
    }

    /** Requests by this method for a path that contains this. */
    public static Predicate<RecordedRequest> request(String method, String part) {
        return path(part).and(request -> request.getMethod().equals(method));
    }

    /** Requests that change something. */
    public static Predicate<RecordedRequest> write() {
        return request -> !request.getMethod().equals("GET");
    }

    /** Requests that watch. */
    public static Predicate<RecordedRequest> watch() {
        return path("watch=true");
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private final class Answering extends Dispatcher {
        @Override
        public synchronized MockResponse dispatch(RecordedRequest request) {
            if (!OPERATOR.equals(request.getHeader("User-Agent"))) return store.dispatch(request);
            MockResponse answer = toOperator(request);
            if (answer.getWebSocketListener() == null) {
                answered.add(request.getMethod() + ' ' + request.getPath() + ' ' + answer.code());
            }
            return answer;
        }

        private MockResponse toOperator(RecordedRequest request) {
            for (Planned planned : faults) {
                if (planned.which.test(request) && planned.left.getAndDecrement() > 0) {
                    return planned.fault.answer(request, this::carryOut);
                }
            }
            return carryOut(request);
        }

        private MockResponse carryOut(RecordedRequest request) {
            MockResponse answer = store.dispatch(request);
            return answer.getWebSocketListener() == null ? answer : watches.accept(request, answer);
        }
    }
}
