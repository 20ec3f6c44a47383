package dev.registrymirror.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The host's {@code /}, mounted somewhere: an absolute link on the host means a place on the host, not one in this pod. */
final class HostRoot {
    private static final Path ROOT = Path.of("/");
    /** As many as Linux follows. */
    private static final int LINKS = 40;

    private final Path mounted;

    HostRoot(Path mounted) {
        this.mounted = mounted;
    }

    /** Where an absolute path of the host is found here, links not followed. */
    Path at(Path onHost) {
        return mounted.resolve(ROOT.relativize(onHost.normalize()));
    }

    /** Where what an absolute path of the host leads to is found here. What does not exist is where it would be. */
    Path follow(Path onHost) throws IOException {
        Deque<Path> rest = new ArrayDeque<>();
        onHost.forEach(rest::addLast);
        Path seen = ROOT;
        int links = 0;
        while (!rest.isEmpty()) {
            Path next = seen.resolve(rest.removeFirst()).normalize();
            if (!Files.isSymbolicLink(at(next))) {
                seen = next;
                continue;
            }
            if (++links > LINKS) throw new IOException("too many symbolic links");
            Path target = Files.readSymbolicLink(at(next));
            if (target.isAbsolute()) seen = ROOT;
            for (int i = target.getNameCount() - 1; i >= 0; i--) rest.addFirst(target.getName(i));
        }
        return at(seen);
    }
}
