package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.NodeOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the node that a file is for.
 *
 * @param version the node's release, or null if it is not known
 * @param options the node's own settings
 * @param now the time to judge certificates at
 * @param files the content of a file on the node by its path, to look into certificates; nothing when it is not known, and no bytes when
 *     there is no such file
 * @param readableByOthers whether others than the owner can read the file itself
 */
public record CheckContext(
        @Nullable RkeVersion version,
        NodeOptions options,
        Instant now,
        Function<String, Optional<byte[]>> files,
        boolean readableByOthers) {

    /** Nothing is known about the node but its settings. */
    public static CheckContext of(NodeOptions options, Instant now) {
        return new CheckContext(null, options, now, _ -> Optional.empty(), false);
    }

    /** The same for a node of a known release. */
    public CheckContext withVersion(@Nullable RkeVersion known) {
        return new CheckContext(known, options, now, files, readableByOthers);
    }

    /** The same with a look into the node's files. */
    public CheckContext withFiles(Function<String, Optional<byte[]>> known) {
        return new CheckContext(version, options, now, known, readableByOthers);
    }

    /** The same for a file that others can read, or cannot. */
    public CheckContext withReadableByOthers(boolean readable) {
        return new CheckContext(version, options, now, files, readable);
    }
}
