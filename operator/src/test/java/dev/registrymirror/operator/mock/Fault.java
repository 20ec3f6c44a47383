package dev.registrymirror.operator.mock;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.function.Function;

/** What an API server does wrong with a request. */
@FunctionalInterface
public interface Fault {
    /**
     * Answers a request.
     *
     * @param server what it would be without the fault
     */
    MockResponse answer(RecordedRequest request, Function<RecordedRequest, MockResponse> server);

    /** Does nothing and says why not. */
    static Fault refuse(int code) {
        return (_, _) -> status(code);
    }

    /** Does what is asked and says 500: what a client sees whose API server dies between storing and answering. */
    static Fault loseTheAnswer() {
        return (request, server) -> {
            var _ = server.apply(request);
            return status(500);
        };
    }

    /** Lets somebody else be next: what is answered has passed when it arrives. */
    static Fault before(Runnable theirs) {
        return (request, server) -> {
            MockResponse answer = server.apply(request);
            theirs.run();
            return answer;
        };
    }

    /** Lets somebody else be first. */
    static Fault after(Runnable theirs) {
        return (request, server) -> {
            theirs.run();
            return server.apply(request);
        };
    }

    /** A Status as an API server answers it; 429 comes with Retry-After, as flow control sends it. */
    static MockResponse status(int code) {
        var status = new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage("told by the test: " + code)
                .build();
        var response = new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(Serialization.asJson(status));
        return code == 429 ? response.setHeader("Retry-After", 1) : response;
    }
}
