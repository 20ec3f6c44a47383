package dev.registrymirror.cli;

import dev.registrymirror.cli.file.Stop;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.Release;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a node is configured, beside its registries.yaml. */
final class NodeArguments {
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):[0-9]{1,5}");

    @Option(
            names = "--distribution",
            paramLabel = "rke2|k3s",
            converter = Program.class,
            completionCandidates = Program.class,
            description = "What the node runs; without it rke2.")
    private Distribution distribution = Distribution.RKE2;

    @Option(
            names = "--disable-default-registry-endpoint",
            description = "The node is configured with disable-default-registry-endpoint.")
    private boolean disableDefaultEndpoint;

    @Option(
            names = "--embedded-registry",
            paramLabel = "HOST:PORT",
            description =
                    "The servers have the embedded registry, which nodes find there:%n127.0.0.1:9345 with rke2, 127.0.0.1:6443 with"
                            + " k3s, [::1] instead where the cluster is IPv6-only.")
    private @Nullable String embeddedRegistry;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "The node's data-dir; without it /var/lib/rancher/rke2 or /var/lib/rancher/k3s.")
    private @Nullable String dataDir;

    @Option(
            names = "--rke2-version",
            paramLabel = "VERSION",
            description =
                    "The node's release, such as v1.34.2+rke2r1 or v1.34.2+k3s1; without it is told what depends on it.")
    private @Nullable String version;

    NodeOptions options() {
        NodeOptions options = NodeOptions.defaults(distribution)
                .withDisableDefaultEndpoint(disableDefaultEndpoint)
                .withRelease(release());
        if (embeddedRegistry != null) {
            if (!HOST_PORT.matcher(embeddedRegistry).matches()) {
                throw Stop.cannot("--embedded-registry takes HOST:PORT, such as %s"
                        .formatted(NodeOptions.embeddedRegistry(distribution)));
            }
            options = options.withEmbeddedRegistry(embeddedRegistry);
        }
        return dataDir == null ? options : options.withDataDir(absolute(dataDir));
    }

    /** Tells of a release of which it is not known whether what is told here holds. */
    static void tellCaution(NodeOptions options, Console console) {
        Optional.ofNullable(options.release())
                .flatMap(Release::caution)
                .ifPresent(caution -> console.say("note: " + caution));
    }

    private @Nullable Release release() {
        return version == null
                ? null
                : Release.parse(version)
                        .orElseThrow(() -> Stop.cannot(
                                "--rke2-version takes a release in full, such as %s".formatted(Release.FORM)));
    }

    private static String absolute(String folder) {
        if (!folder.startsWith("/")) {
            throw Stop.cannot("--data-dir takes an absolute path, such as /var/lib/rancher/rke2");
        }
        return folder.replaceFirst("/+$", "");
    }

    /** A distribution by the name of its program. */
    static final class Program implements ITypeConverter<Distribution>, Iterable<String> {
        @Override
        public Distribution convert(String name) {
            try {
                return Distribution.of(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }

        @Override
        public Iterator<String> iterator() {
            return List.of(Distribution.values()).stream()
                    .map(Distribution::program)
                    .iterator();
        }
    }
}
