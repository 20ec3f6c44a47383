package dev.registrymirror.fuzz;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Unrenderable;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Explanation;
import dev.registrymirror.registries.explain.Folder;
import dev.registrymirror.registries.explain.ImageName;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Explains pulls: of the image that the first line names, and of one of each of the first registries in the file. */
final class Explaining {
    private static final int REGISTRIES = 4;

    private Explaining() {}

    static void of(byte[] input) {
        if (RegistriesReader.read(input) instanceof Read(Registries registries, var _)) {
            NodeOptions options = FuzzedNode.of(input).options();
            boolean starts = !(ContainerdFiles.of(registries, options) instanceof Unrenderable);
            images(input, registries).forEach(name -> {
                if (ImageName.of(name) instanceof Named(ImageName image)) {
                    check(Explanation.of(image, registries, options), starts);
                }
            });
        }
    }

    private static Stream<String> images(byte[] input, Registries registries) {
        String text = new String(input, StandardCharsets.UTF_8);
        String first =
                text.lines().findFirst().orElse("").replaceFirst("^#", "").strip();
        return Stream.concat(
                Stream.of(first, "elsewhere.example/team/app:1"),
                Stream.of(registries.mirrors().keySet(), registries.configs().keySet())
                        .flatMap(names -> names.stream().limit(REGISTRIES))
                        .map(name -> name + "/team/app:1"));
    }

    private static void check(Explanation explanation, boolean starts) {
        Promise.holds(
                explanation.attempts().isEmpty() == (explanation.folder().state() == Folder.State.UNDECIDED),
                () -> "it is not told what is tried: " + explanation);
        Promise.holds(
                explanation.problems().isEmpty() == starts,
                () -> "whether the node starts is told in two ways: " + explanation);
    }
}
