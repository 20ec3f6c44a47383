package dev.registrymirror.registries.explain;

import static dev.registrymirror.registries.explain.Pulls.explain;
import static dev.registrymirror.registries.explain.Pulls.urls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.explain.Unused.Reason;
import org.junit.jupiter.api.Test;

/** Which folder of certs.d decides about a pull, and what becomes of it where something is wrong with that. */
class FolderOfPullTest {
    @Test
    void thatHoldsAnotherRegistrysFolderHidesTheWildcard() {
        String file = "mirrors: {ghcr.io/team: {endpoint: [a.example]}, '*': {endpoint: [b.example]}}";
        Explanation explanation = explain("ghcr.io/team/app", file);
        assertThat(urls(explanation)).containsExactly("https://ghcr.io/v2");
        assertThat(explanation.folder().taken()).isEqualTo("ghcr.io");
        assertThat(explanation.folder().field()).isEqualTo("mirrors[\"ghcr.io/team\"]");
        assertThat(explanation.folder().state()).isEqualTo(State.WITHOUT_FILE);
        assertThat(explanation.folder().reason()).contains("\"ghcr.io/team\" lies in it");
        assertThat(explanation.unused())
                .containsExactly(
                        new Unused("mirrors[\"*\"]", Reason.WILDCARD_HIDDEN),
                        new Unused("mirrors[\"ghcr.io/team\"]", Reason.NO_REGISTRY));
    }

    @Test
    void thatTwoNamesWriteIsNotGuessed() {
        Explanation explanation =
                explain("busybox", "mirrors: {'*': {endpoint: [a.example]}, _default: {endpoint: [b.example]}}");
        assertThat(explanation.folder().state()).isEqualTo(State.UNDECIDED);
        assertThat(explanation.folder().reason()).contains("\"*\" and \"_default\"");
        assertThat(explanation.attempts()).isEmpty();
        assertThat(explanation.unused()).isEmpty();
    }

    @Test
    void withAPatternThatMayBeOtherTomlIsNotGuessed() {
        Explanation explanation = explain(
                "q.io/a",
                "mirrors: {q.io: {endpoint: [a.example], rewrite: {a: 'b\" # '}}, x.io: {endpoint: [b.example]}}");
        assertThat(explanation.folder().state()).isEqualTo(State.UNDECIDED);
        assertThat(explanation.folder().reason()).startsWith("it cannot be told whether containerd reads");
        assertThat(explanation.unused()).containsExactly(new Unused("mirrors[\"x.io\"]", Reason.OTHER_REGISTRY));
    }

    @Test
    void tellsNoPasswordOfAnAddressThatBreaksIt() {
        Explanation explanation = explain("q.io/a", "mirrors: {q.io: {endpoint: ['ftp://me:s3cret@a\"b']}}");
        assertThat(explanation.toString()).doesNotContain("s3cret");
    }

    @Test
    void isToldEvenIfTheProgramDoesNotStart() {
        Explanation explanation =
                explain("q.io/a", "mirrors: {q.io: {endpoint: [a.example]}, '..': {endpoint: [b.example]}}");
        assertThat(explanation.problems()).containsExactly(new Problem.LeavesFolder(".."));
        assertThat(urls(explanation)).containsExactly("https://a.example/v2", "https://q.io/v2");
    }
}
