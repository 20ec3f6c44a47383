package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.explain;
import static dev.registrymirror.registries.explain.Pulls.first;
import static dev.registrymirror.registries.explain.Pulls.manifests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.explain.Unused.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the repository, and where. */
class RewritesOfPullTest {
    private static final String LAST = "mirrors: {q.io: {endpoint: [%s], rewrite: {'^a/(.*)': 'b/$1'}}}";

    @Test
    void workOnTheWholePathAtMirrorsOnly() {
        Explanation explanation =
                explain("busybox", "mirrors: {docker.io: {endpoint: [a.example], rewrite: {'^(.*)$': 'hub/$1'}}}");
        assertThat(manifests(explanation))
                .containsExactly(
                        "https://a.example/v2/hub/library/busybox/manifests/latest?ns=docker.io",
                        "https://registry-1.docker.io/v2/library/busybox/manifests/latest");
    }

    @Test
    void areLostAtADefaultEndpointThatIsListedLast() {
        Explanation explanation = explain("q.io/a/b", LAST.formatted("'https://q.io'"));
        assertThat(manifests(explanation)).containsExactly("https://q.io/v2/a/b/manifests/latest");
        assertThat(first(explanation).field()).isEqualTo("mirrors[\"q.io\"].endpoint[0]");
        assertThat(explanation.unused())
                .containsExactly(new Unused("mirrors[\"q.io\"].rewrite[\"^a/(.*)\"]", Reason.REWRITE_LOST));
    }

    @Test
    void stayAtADefaultEndpointThatIsNotLastOrHasItsPort() {
        assertThat(manifests(explain("q.io/a/b", LAST.formatted("'https://q.io', m.example"))))
                .containsExactly(
                        "https://q.io/v2/b/b/manifests/latest",
                        "https://m.example/v2/b/b/manifests/latest?ns=q.io",
                        "https://q.io/v2/a/b/manifests/latest");
        assertThat(manifests(explain("q.io/a/b", LAST.formatted("'https://q.io:443'"))))
                .containsExactly(
                        "https://q.io:443/v2/b/b/manifests/latest?ns=q.io", "https://q.io/v2/a/b/manifests/latest");
    }

    @Test
    void thatBothChangeTheNameAreRandom() {
        Rewriting rewriting = first(
                        explain(
                                "q.io/a/b",
                                "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/(.*)': 'x/$1', '(.*)/b$': 'y/$1', '^z': c}}}"))
                .rewriting();
        assertThat(rewriting.isRandom()).isTrue();
        assertThat(rewriting.outcomes())
                .containsExactly(
                        new Rewriting.Outcome("y/a", List.of("(.*)/b$")),
                        new Rewriting.Outcome("x/b", List.of("^a/(.*)")));
    }

    @Test
    void thatLeadToTheSameNameAreNotRandom() {
        Rewriting rewriting = first(explain(
                        "q.io/a/b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/': 'x/', 'a': 'x'}}}"))
                .rewriting();
        assertThat(rewriting.isRandom()).isFalse();
        assertThat(rewriting.outcomes()).containsExactly(new Rewriting.Outcome("x/b", List.of("^a/", "a")));
    }

    @Test
    void withAGroupThatIsNotThereLoseThePath() {
        assertThat(manifests(
                        explain("q.io/a/b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'^a/(.*)': 'x$1x'}}}")))
                .startsWith("https://m.example/v2/x/manifests/latest?ns=q.io");
    }

    @Test
    void thatDoNotCompileOrDoNotMatchPlayNoPart() {
        assertThat(explain("q.io/a", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'(?=a)': x, '^b': c}}}")
                        .unused())
                .containsExactly(
                        new Unused("mirrors[\"q.io\"].rewrite[\"(?=a)\"]", Reason.REWRITE_IGNORED),
                        new Unused("mirrors[\"q.io\"].rewrite[\"^b\"]", Reason.REWRITE_UNCHANGED));
    }

    @Test
    void arriveWithoutOneOfTwoBackslashes() {
        assertThat(manifests(explain("q.io/a.b", "mirrors: {q.io: {endpoint: [m.example], rewrite: {'a\\\\.b': c}}}")))
                .startsWith("https://m.example/v2/c/manifests/latest?ns=q.io");
    }
}
