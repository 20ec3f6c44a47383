package dev.registrymirror.operator.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The mock's objects, with what the mock lacks and the operator needs: server-side apply by one owner, CRDs that are established, and
 * an answer to what leader election asks of its rights.
 */
final class Store {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Headers HEADERS =
            Headers.builder().add("Content-Type", "application/json").build();
    private static final Set<String> NOT_APPLIED = Set.of("metadata", "status");
    private static final String RULES_REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";

    private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();

    MockResponse dispatch(RecordedRequest request) {
        if (request.getPath().equals(RULES_REVIEW)) return everythingIsAllowed(request);
        String type = request.getHeader("Content-Type");
        return type != null && type.startsWith("application/apply-patch") ? apply(request) : objects.dispatch(request);
    }

    /** Moves on to a version that no object has, and gives it. */
    long nextVersion() {
        return objects.requestResourceVersion();
    }

    /** Changes an object that is there, but not its status, as somebody else would. */
    void edit(String path, Consumer<ObjectNode> change) {
        ObjectNode object =
                read(objects.dispatch(request(HttpMethod.GET, path, null)).getBody());
        change.accept(object);
        MockResponse answer = objects.dispatch(request(HttpMethod.PUT, path, object));
        if (answer.code() != 200) throw new IllegalStateException(path + ": " + answer.code());
    }

    /** Makes an object as somebody else would. */
    void create(String collection, HasMetadata object) {
        MockResponse answer = objects.dispatch(request(HttpMethod.POST, collection, JSON.valueToTree(object)));
        if (answer.code() != 201) throw new IllegalStateException(collection + ": " + answer.code());
    }

    private MockResponse apply(RecordedRequest request) {
        String path = request.getPath().replaceFirst("\\?.*", "");
        boolean status = path.endsWith("/status");
        String object = status ? path.substring(0, path.lastIndexOf('/')) : path;
        ObjectNode wanted = read(request.getBody());
        MockResponse found = objects.dispatch(request(HttpMethod.GET, object, null));
        if (found.code() == 404) {
            if (status) return found;
            String collection = object.substring(0, object.lastIndexOf('/'));
            return objects.dispatch(request(HttpMethod.POST, collection, established(wanted)));
        }
        ObjectNode stored = read(found.getBody());
        String version = version(wanted);
        if (!version.isEmpty() && !version.equals(version(stored))) return Fault.status(409);
        if (status) {
            stored.set("status", wanted.get("status"));
            return objects.dispatch(request(HttpMethod.PUT, path, stored));
        }
        wanted.properties().stream()
                .filter(field -> !NOT_APPLIED.contains(field.getKey()))
                .forEach(field -> stored.set(field.getKey(), field.getValue()));
        return objects.dispatch(request(HttpMethod.PUT, object, stored));
    }

    private static String version(ObjectNode object) {
        return object.path("metadata").path("resourceVersion").asText();
    }

    private static ObjectNode established(ObjectNode object) {
        if (object.path("kind").asText().equals("CustomResourceDefinition")) {
            object.putObject("status")
                    .putArray("conditions")
                    .addObject()
                    .put("type", "Established")
                    .put("status", "True");
        }
        return object;
    }

    private static MockResponse everythingIsAllowed(RecordedRequest request) {
        ObjectNode review = read(request.getBody());
        ObjectNode rule = review.putObject("status").putArray("resourceRules").addObject();
        rule.putArray("apiGroups").add("*");
        rule.putArray("resources").add("*");
        rule.putArray("verbs").add("*");
        return new MockResponse().setResponseCode(201).setBody(review.toString());
    }

    private static RecordedRequest request(HttpMethod method, String path, @Nullable JsonNode body) {
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        return new RecordedRequest("HTTP_1_1", method, path, HEADERS, new Buffer(bytes));
    }

    private static ObjectNode read(Buffer body) {
        try {
            return (ObjectNode) JSON.readTree(body.readUtf8());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
