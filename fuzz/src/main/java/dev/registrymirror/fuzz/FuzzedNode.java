package dev.registrymirror.fuzz;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.findings.CheckContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** A node for an input, of all kinds, and for the same input always the same. */
final class FuzzedNode {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final int bits;

    private FuzzedNode(int bits) {
        this.bits = bits;
    }

    static FuzzedNode of(byte[] input) {
        // What a byte at the end changes must not be in the lowest bits only.
        int hash = Arrays.hashCode(input) * 0x9E3779B9;
        return new FuzzedNode(hash >>> 20);
    }

    NodeOptions options() {
        Distribution distribution = has(0) ? Distribution.K3S : Distribution.RKE2;
        return NodeOptions.defaults(distribution)
                .withDisableDefaultEndpoint(has(1))
                .withEmbeddedRegistry(has(2) && has(3) ? NodeOptions.embeddedRegistry(distribution) : null)
                .withRelease(has(4) ? new Release(has(5) ? 30 : 34, 2) : null);
    }

    /** What is known of it to whoever checks its file. */
    CheckContext context() {
        return CheckContext.of(options(), NOW)
                .withReadableByOthers(has(6))
                .withFiles(path -> has(7)
                        ? Optional.empty()
                        : Optional.of(path.endsWith("x") ? new byte[0] : path.getBytes(StandardCharsets.UTF_8)));
    }

    boolean has(int bit) {
        return (bits & (1 << bit)) != 0;
    }
}
