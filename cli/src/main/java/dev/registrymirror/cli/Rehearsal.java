package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs every command once, in one process: from it the Java runtime learns which classes and methods the tool needs, so that it starts
 * in a fraction of the time. {@code Rehearsal FILE MISTAKEN FOLDER}: a registries.yaml without errors, one with errors of many kinds,
 * and a folder to write to.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        String file = Path.of(arguments[0]).toString();
        String mistaken = Path.of(arguments[1]).toString();
        String folder = arguments[2];
        run(ExitStatus.FINE, "check", file, "--node-root", folder, "--color", "always");
        run(ExitStatus.FINE, "check", file, "-o", "json", "--rke2-version", "v1.34.2+rke2r1");
        run(ExitStatus.FINDINGS, "check", "-");
        run(ExitStatus.FINDINGS, "check", mistaken);
        run(ExitStatus.FINE, "parse", file);
        run(ExitStatus.FINE, "parse", file, "--show-secrets", "-o", "yaml");
        run(ExitStatus.FINE, "explain", "nginx", "--file", file, "--color", "always");
        run(ExitStatus.FINDINGS, "explain", "nginx", "--file", mistaken, "-o", "yaml");
        run(ExitStatus.FINE, "containerd", file, "--out", folder, "--embedded-registry", "127.0.0.1:9345");
        run(ExitStatus.FINE, "diff", file, mistaken, "--color", "always");
        run(ExitStatus.FINE, "diff", file, mistaken, "-o", "json");
        String manifests = folder + "/manifests";
        run(ExitStatus.FINE, "import", file, "--name", "rehearsal", "--show-secrets");
        run(ExitStatus.FINE, "import", file, "--name", "rehearsal", "--out", manifests);
        run(ExitStatus.FINE, "check", manifests + "/rehearsal.yaml", manifests + "/rehearsal-secrets.yaml");
        run(ExitStatus.FINE, "check", manifests + "/rehearsal.yaml", "-o", "yaml", "--color", "always");
        run(ExitStatus.FINE, "render", "-f", manifests, "--node-labels", "pool=gpu", "--out", folder);
        run(ExitStatus.FINDINGS, "render", "-f", file, "--out", folder);
        run(ExitStatus.FINDINGS, "parse", "-");
        run(ExitStatus.CANNOT, "parse");
        for (String command :
                List.of("check", "parse", "explain", "containerd", "diff", "render", "import", "completion")) {
            run(ExitStatus.FINE, command, "--help");
        }
        run(ExitStatus.FINE, "--help");
        run(ExitStatus.FINE, "--version");
    }

    private static void run(ExitStatus expected, String... arguments) {
        var refused = new ByteArrayInputStream("mirrors: [".getBytes(StandardCharsets.UTF_8));
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int status = Tool.commandLine(new Console(refused, nowhere, nowhere)).execute(arguments);
        if (status != expected.number()) {
            throw new IllegalStateException(String.join(" ", arguments) + " ended with " + status);
        }
    }
}
