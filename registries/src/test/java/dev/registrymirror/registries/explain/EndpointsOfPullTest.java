package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.explain;
import static dev.registrymirror.registries.explain.Pulls.first;
import static dev.registrymirror.registries.explain.Pulls.manifests;
import static dev.registrymirror.registries.explain.Pulls.urls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.Unused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoints a pull tries, in which order, and where their API is. */
class EndpointsOfPullTest {
    @Test
    void areTriedInTheFilesOrderAndThenTheRegistryItself() {
        Explanation explanation =
                explain("busybox", "mirrors: {docker.io: {endpoint: [https://a.example:5000, b.example]}}");
        assertThat(manifests(explanation))
                .containsExactly(
                        "https://a.example:5000/v2/library/busybox/manifests/latest?ns=docker.io",
                        "https://b.example/v2/library/busybox/manifests/latest?ns=docker.io",
                        "https://registry-1.docker.io/v2/library/busybox/manifests/latest");
        assertThat(explanation.attempts())
                .extracting(Attempt::field)
                .containsExactly("mirrors[\"docker.io\"].endpoint[0]", "mirrors[\"docker.io\"].endpoint[1]", null);
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.TRIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://m", "https:/m", "https//m", "https://m:99999", "https://m:0"})
    void thatNeverWorkSaySo(String endpoint) {
        assertThat(first(explain("q.io/a", "mirrors: {q.io: {endpoint: ['" + endpoint + "']}}"))
                        .address()
                        .problem())
                .isNotNull();
    }

    @Test
    void areTheRegistryAloneWhereItIsTheMirrorsOnlyEndpoint() {
        Explanation explanation =
                explain("gcr.io/a", "mirrors: {gcr.io: {endpoint: [https://gcr.io], rewrite: {a: b}}}");
        assertThat(explanation.folder().field()).isEqualTo("mirrors[\"gcr.io\"]");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY_LISTED);
    }

    @Test
    void comeFromOneFolderAndNeverFromTwo() {
        String file = "mirrors: {'q.io:5000': {endpoint: [a.example]}, '*': {endpoint: [b.example]}}";
        Explanation own = explain("q.io:5000/a", file);
        assertThat(own.folder().lookedFor()).containsExactly("q.io_5000_", "q.io:5000");
        assertThat(own.folder().field()).isEqualTo("mirrors[\"q.io:5000\"]");
        assertThat(urls(own)).containsExactly("https://a.example/v2", "https://q.io:5000/v2");
        Explanation other = explain("q.io/a", file);
        assertThat(other.folder().lookedFor()).containsExactly("q.io", "_default");
        assertThat(other.folder().field()).isEqualTo("mirrors[\"*\"]");
        assertThat(urls(other)).containsExactly("https://b.example/v2", "https://q.io/v2");
    }

    @Test
    void ofAFolderWithUnderscoresComeFirst() {
        String file = "mirrors: {q.io_5000_: {endpoint: [a.example]}, 'q.io:5000': {endpoint: [b.example]}}";
        assertThat(urls(explain("q.io:5000/a", file))).containsExactly("https://a.example/v2", "https://q.io_5000_/v2");
    }

    @Test
    void ofTheWildcardApplyToAMirrorWithoutAny() {
        String file = "mirrors: {docker.io: , '*': {endpoint: [b.example]}}";
        Explanation explanation = explain("busybox", file);
        assertThat(urls(explanation)).containsExactly("https://b.example/v2", "https://registry-1.docker.io/v2");
        assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"docker.io\"]", Reason.NO_ENDPOINTS));
    }

    @Test
    void areTheRegistryAloneWhereNothingApplies() {
        Explanation explanation = explain("busybox", "mirrors: {quay.io: {endpoint: [a.example]}}");
        assertThat(urls(explanation)).containsExactly("https://registry-1.docker.io/v2");
        assertThat(explanation.folder().taken()).isNull();
        assertThat(explanation.folder().lookedFor()).containsExactly("docker.io", "_default");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY);
        assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"quay.io\"]", Reason.OTHER_REGISTRY));
    }

    @Test
    void ofOneUrlCountOnce() {
        Explanation explanation =
                explain("busybox", "mirrors: {docker.io: {endpoint: [a.example, 'https://a.example/', '%zz']}}");
        assertThat(urls(explanation)).containsExactly("https://a.example/v2", "https://registry-1.docker.io/v2");
        assertThat(explanation.unused())
                .containsExactly(
                        new Unused("mirrors[\"docker.io\"].endpoint[1]", Reason.ENDPOINT_REPEATED),
                        new Unused("mirrors[\"docker.io\"].endpoint[2]", Reason.ENDPOINT_NO_URL));
    }

    @Test
    void keepAPathThatTheyHave() {
        Explanation explanation = explain(
                "busybox", "mirrors: {docker.io: {endpoint: [a.example/v2/, a.example/p/q/, 'a.example:1/v2']}}");
        assertThat(explanation.attempts())
                .extracting(
                        attempt -> attempt.address().url(),
                        attempt -> attempt.address().overridePath())
                .startsWith(
                        tuple("https://a.example/v2", true),
                        tuple("https://a.example/p/q", true),
                        tuple("https://a.example:1/v2", false));
        assertThat(manifests(explanation))
                .startsWith(
                        "https://a.example/v2/library/busybox/manifests/latest?ns=docker.io",
                        "https://a.example/p/q/library/busybox/manifests/latest?ns=docker.io");
    }

    @Test
    void withoutAHostAreDead() {
        assertThat(first(explain("busybox", "mirrors: {docker.io: {endpoint: [~]}}"))
                        .address()
                        .problem())
                .isEqualTo("it has no host");
    }

    @Test
    void onTheNodeItselfAreAskedInTheClear() {
        Explanation explanation = explain(
                "localhost:5000/a:1", "mirrors: {'localhost:5000': {endpoint: ['127.0.0.1:5001', 'localhost:443']}}");
        assertThat(explanation.attempts())
                .extracting(
                        attempt -> attempt.address().url(),
                        attempt -> attempt.address().protocol())
                .containsExactly(
                        tuple("http://127.0.0.1:5001/v2", Protocol.HTTP),
                        tuple("https://localhost:443/v2", Protocol.HTTPS),
                        tuple("http://localhost:5000/v2", Protocol.HTTP));
        assertThat(explain("localhost:5000/a", "").attempts())
                .extracting(
                        attempt -> attempt.address().url(),
                        attempt -> attempt.address().protocol())
                .containsExactly(tuple("http://localhost:5000/v2", Protocol.HTTPS_THEN_HTTP));
    }

    @Test
    void askForADigestWhereTheImageHasOne() {
        String digest = "sha256:" + "a".repeat(64);
        assertThat(manifests(explain("q.io:1/a:t@" + digest, "mirrors: {'q.io:1': {endpoint: [a.example]}}")))
                .startsWith("https://a.example/v2/a/manifests/" + digest + "?ns=q.io%3A1");
    }

    @Test
    void haveNoPasswordInTheirUrl() {
        Explanation explanation =
                explain("busybox", "mirrors: {docker.io: {endpoint: ['https://me:s3cret@a.example']}}");
        assertThat(urls(explanation)).startsWith("https://a.example/v2");
        assertThat(explanation.toString()).doesNotContain("s3cret");
    }
}
