package dev.registrymirror.registries.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.RandomNodes;
import dev.registrymirror.registries.containerd.Rke2;
import dev.registrymirror.registries.containerd.Rke2.Seen;
import dev.registrymirror.registries.containerd.TlsFiles;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.testbed.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is told about a pull against what the real containerd makes of the files that are rendered: hosts, their order, scheme, TLS,
 * path, capabilities, and by Go's own regexp the repositories; {@link Proof} says how many, and others.
 */
class ExplanationIT {
    /** A pull is dearer than what other proofs try: containerd reads its files from disk. */
    private static final double SHARE = 0.1;

    @TempDir
    private static Path folder;

    private final Map<State, Integer> states = new EnumMap<>(State.class);
    private int unrenderable;
    private int withoutTlsFiles;
    private int rewritten;

    @Test
    void containerdTriesWhatIsExplained() throws IOException {
        Proof proof = Proof.of("explained pulls: what containerd tries", 2_000, SHARE);
        RandomNodes nodes = new RandomNodes(proof.seed() + 3, TlsFiles.ofNodes(folder), folder);
        int compared = 0;
        while (compared < proof.inputs()) {
            Registries registries = nodes.registries();
            NodeOptions options = nodes.options();
            if (ImageName.of(nodes.image(registries)) instanceof Named(ImageName image)) {
                compare(image, registries, options);
                compared++;
            }
        }
        proof.report(
                "folders %s, %,d with TLS files that are missing, %,d trees unrenderable, %,d repositories rewritten"
                        .formatted(states, withoutTlsFiles, unrenderable, rewritten));
        assertThat(states.get(State.READ)).isGreaterThan(proof.inputs() / 4);
        assertThat(states.get(State.UNREADABLE)).isGreaterThan(proof.inputs() / 100);
        assertThat(states.keySet()).contains(State.values());
        assertThat(rewritten).isGreaterThan(proof.inputs() / 20);
    }

    private void compare(ImageName image, Registries registries, NodeOptions options) {
        Explanation explanation = Explanation.of(image, registries, options);
        if (!(ContainerdFiles.of(registries, options) instanceof Rendered rendered)) {
            assertThat(explanation.problems()).isNotEmpty();
            unrenderable++;
            return;
        }
        State state = explanation.folder().state();
        states.merge(state, 1, Integer::sum);
        String about = "%s with %s on %s".formatted(image, registries, options);
        Map<String, String> files = Rke2.certs(rendered);
        Seen seen = Rke2.read(files, image.registry());
        assertThat(explanation.problems()).as(about).isEmpty();
        if (state == State.UNDECIDED) {
            assertThat(explanation.attempts()).as(about).isEmpty();
        } else if (state == State.FAILING) {
            assertThat(seen).as(about).isInstanceOf(Seen.Failed.class);
        } else if (!ExplainedHosts.tlsFilesAreThere(explanation)) {
            assertThat(seen).as(about).isInstanceOf(Seen.Failed.class);
            withoutTlsFiles++;
        } else {
            assertThat(seen)
                    .as("%s: %s", about, files)
                    .isInstanceOfSatisfying(Seen.Hosts.class, hosts -> compare(about, explanation, hosts));
        }
    }

    private void compare(String about, Explanation explanation, Seen.Hosts seen) {
        boolean complains = !(seen.undecodable() + seen.rewritesUndecodable()).isEmpty();
        assertThat(complains).as(about).isEqualTo(explanation.folder().state() == State.UNREADABLE);
        if (complains && seen.undecodable().isEmpty()) {
            // The stock containerd does not look at rewrites; RKE2's then asks the registry itself alone.
            assertThat(explanation.attempts()).as(about).hasSize(1);
            return;
        }
        assertThat(ExplainedHosts.of(explanation)).as(about).isEqualTo(ExplainedHosts.asRke2Tries(seen, explanation));
        for (Attempt attempt : explanation.attempts()) {
            if (attempt.kind() == Attempt.Kind.MIRROR
                    && attempt.rewriting().unknown().isEmpty()) {
                Map<String, String> rewrites = seen.rewrites()
                        .getOrDefault(ExplainedHosts.asJson(attempt.address().url()), Map.of());
                assertThat(attempt.rewriting().outcomes())
                        .as("%s at %s", about, attempt.address())
                        .extracting(Rewriting.Outcome::repository)
                        .containsExactlyInAnyOrderElementsOf(ExplainedHosts.repositories(
                                rewrites, explanation.image().repository()));
                rewritten += rewrites.isEmpty() ? 0 : 1;
            }
        }
    }
}
