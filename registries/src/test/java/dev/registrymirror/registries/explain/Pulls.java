package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pulls of images on nodes with the text of a registries.yaml. */
final class Pulls {
    static final NodeOptions RKE2 = NodeOptions.defaults(Distribution.RKE2);
    static final NodeOptions NO_DEFAULT = RKE2.withDisableDefaultEndpoint(true);

    private Pulls() {}

    static Registries registries(String file) {
        if (RegistriesReader.read(file.getBytes(StandardCharsets.UTF_8)) instanceof Read read) {
            return read.registries();
        }
        throw new IllegalArgumentException(file);
    }

    static Explanation explain(String image, String file, NodeOptions options) {
        if (ImageName.of(image) instanceof Named(ImageName name)) {
            return Explanation.of(name, registries(file), options);
        }
        throw new IllegalArgumentException(image);
    }

    static Explanation explain(String image, String file) {
        return explain(image, file, RKE2);
    }

    static List<String> urls(Explanation explanation) {
        return explanation.attempts().stream()
                .map(attempt -> attempt.address().url())
                .toList();
    }

    static List<String> manifests(Explanation explanation) {
        return explanation.attempts().stream()
                .flatMap(attempt -> attempt.manifests().stream())
                .toList();
    }

    static Attempt first(Explanation explanation) {
        return explanation.attempts().getFirst();
    }
}
