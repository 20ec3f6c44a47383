package dev.registrymirror.fuzz;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Rendered;
import dev.registrymirror.registries.containerd.LeftOut;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.Findings;
import dev.registrymirror.registries.findings.Findings.Checked;
import dev.registrymirror.registries.model.Registries;

/** Says what is wrong with a file. One without errors gives containerd all that it says. */
final class Checking {
    private Checking() {}

    static void of(byte[] input) {
        FuzzedNode node = FuzzedNode.of(input);
        Checked checked = Findings.of(input, node.context());
        checked.findings().forEach(Checking::check);
        if (checked.result() instanceof ReadResult.Refused) {
            Promise.holds(checked.hasErrors(), () -> "a file that RKE2 refuses has no error");
        }
        if (checked.result() instanceof Read(Registries registries, var _) && !checked.hasErrors()) {
            reachesContainerd(registries, node);
        }
    }

    private static void check(Finding finding) {
        Promise.holds(
                isSentence(finding.message()) && isSentence(finding.remedy()), () -> "this is no finding: " + finding);
    }

    private static boolean isSentence(String text) {
        return !text.isBlank()
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static void reachesContainerd(Registries registries, FuzzedNode node) {
        ContainerdFiles files = ContainerdFiles.of(registries, node.options());
        Promise.holds(files instanceof Rendered, () -> "a file without errors cannot be rendered: " + files);
        if (files instanceof Rendered(var _, var leftOut)) {
            Promise.holds(
                    leftOut.stream().allMatch(LeftOut.RepeatedEndpoint.class::isInstance),
                    () -> "of a file without errors something reaches no hosts.toml: " + leftOut);
        }
    }
}
