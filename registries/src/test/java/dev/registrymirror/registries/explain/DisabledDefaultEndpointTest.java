package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.NO_DEFAULT;
import static dev.registrymirror.registries.explain.Pulls.explain;
import static dev.registrymirror.registries.explain.Pulls.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.explain.Unused.Reason;
import org.junit.jupiter.api.Test;

/** When {@code disable-default-registry-endpoint} leaves the registry itself out, and when it does not. */
class DisabledDefaultEndpointTest {
    @Test
    void leavesTheRegistryItselfOut() {
        Explanation explanation = explain("busybox", "mirrors: {docker.io: {endpoint: [a.example]}}", NO_DEFAULT);
        assertThat(urls(explanation)).containsExactly("https://a.example/v2");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.DISABLED);
    }

    @Test
    void doesNothingForARegistryWithAConfigEvenANullOne() {
        Explanation explanation =
                explain("q.io/a", "mirrors: {q.io: {endpoint: [a.example]}}\nconfigs: {q.io: }", NO_DEFAULT);
        assertThat(urls(explanation)).containsExactly("https://a.example/v2", "https://q.io/v2");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.TRIED_THOUGH_DISABLED);
        assertThat(explanation.unused()).isEmpty();
    }

    @Test
    void doesNothingForAMirrorWithoutEndpoints() {
        Explanation explanation = explain("busybox", "mirrors: {docker.io: }", NO_DEFAULT);
        assertThat(urls(explanation)).containsExactly("https://registry-1.docker.io/v2");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY_THOUGH_DISABLED);
    }

    @Test
    void isDefeatedByAFileThatContainerdCannotRead() {
        Explanation explanation =
                explain("busybox", "mirrors: {docker.io: {endpoint: [a.example], rewrite: {'a\\.b': c}}}", NO_DEFAULT);
        assertThat(urls(explanation)).containsExactly("https://registry-1.docker.io/v2");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.ONLY_FOR_UNREADABLE_FILE);
        assertThat(explanation.folder().reason()).contains("\"a\\\\.b\"");
        assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"docker.io\"]", Reason.UNREADABLE));
    }

    @Test
    void isDefeatedByALastEndpointWithoutAHost() {
        Explanation explanation = explain("busybox", "mirrors: {docker.io: {endpoint: [a.example, '']}}", NO_DEFAULT);
        assertThat(urls(explanation)).containsExactly("https://a.example/v2", "https://registry-1.docker.io/v2");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.IN_PLACE_OF_DEAD_ENDPOINT);
        assertThat(explanation.attempts().getLast().field()).isEqualTo("mirrors[\"docker.io\"].endpoint[1]");
    }

    @Test
    void isAsGoodAsSetWhereAMirrorTakesTheFolderOfTheWildcardsConfig() {
        Explanation explanation =
                explain("q.io/a", "mirrors: {_default: {endpoint: [a.example]}}\nconfigs: {'*': {tls: {ca_file: /a}}}");
        assertThat(urls(explanation)).containsExactly("https://a.example/v2");
        assertThat(explanation.defaultEndpoint()).isEqualTo(DefaultEndpoint.LEFT_OUT);
    }
}
