package dev.registrymirror.cli;

import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.containerd.HostAddress.Unusable;
import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.LeftOut;
import dev.registrymirror.registries.model.FieldPath;
import java.util.stream.Collectors;

/** What is said about files for containerd: sentences without a full stop. */
final class ContainerdWords {
    private ContainerdWords() {}

    /** Why there are no files. */
    static String problem(Problem problem) {
        return switch (problem) {
            case Problem.LeavesFolder(String name) ->
                "the name %s leads out of certs.d, where RKE2 would delete and write what is not its own: write a registry's host[:port]"
                        .formatted(FieldPath.quote(name));
            case Problem.Collision(String folder, var names) ->
                "%s have the same folder %s, and it is by chance which of them RKE2 writes: keep one"
                        .formatted(
                                names.stream().map(FieldPath::quote).collect(Collectors.joining(" and ")),
                                FieldPath.quote(folder));
            case Problem.NoFileName(String name, String reason) ->
                "RKE2 does not start with the name %s: %s".formatted(FieldPath.quote(name), reason);
            case Problem.LineTooLong(String name) ->
                "RKE2 does not start with %s: its hosts.toml has a line of more than 65,535 bytes"
                        .formatted(FieldPath.quote(name));
        };
    }

    /** What did not reach any file. */
    static String leftOut(LeftOut leftOut) {
        return switch (leftOut) {
            case LeftOut.MirrorName(String mirror, Unusable address) ->
                "%s is left out, as its name is no address: %s".formatted(FieldPath.mirror(mirror), address.reason());
            case LeftOut.ConfigName(String config, Unusable address) ->
                "%s has no hosts.toml, as its name is no address: %s"
                        .formatted(FieldPath.config(config), address.reason());
            case LeftOut.UnusableEndpoint(String mirror, int position, Unusable address) ->
                "%s is left out, as it is no URL: %s".formatted(endpoint(mirror, position), address.reason());
            case LeftOut.RepeatedEndpoint(String mirror, int position, int earlier) ->
                "%s is left out, as it is the same URL as %s"
                        .formatted(
                                endpoint(mirror, position),
                                earlier == HostEntry.Endpoint.EMBEDDED
                                        ? "the embedded registry's"
                                        : endpoint(mirror, earlier));
        };
    }

    private static FieldPath endpoint(String mirror, int position) {
        return FieldPath.mirror(mirror).field("endpoint").item(position);
    }
}
