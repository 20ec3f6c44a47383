package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.NodeOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known about the node that a file is for.
 *
 * @param options the node's own settings and release
 * @param now the time to judge certificates at
 * @param files the content of a file on the node by its path, to look into certificates; nothing when it is not known, and no bytes when
 *     there is no such file
 * @param readableByOthers whether others than the owner can read the file itself
 */
public record CheckContext(
        NodeOptions options, Instant now, Function<String, Optional<byte[]>> files, boolean readableByOthers) {

    /** Nothing is known about the node but its settings and release. */
    public static CheckContext of(NodeOptions options, Instant now) {
        return new CheckContext(options, now, _ -> Optional.empty(), false);
    }

    /** The same with a look into the node's files. */
    public CheckContext withFiles(Function<String, Optional<byte[]>> known) {
        return new CheckContext(options, now, known, readableByOthers);
    }

    /** The same for a file that others can read, or cannot. */
    public CheckContext withReadableByOthers(boolean readable) {
        return new CheckContext(options, now, files, readable);
    }
}
