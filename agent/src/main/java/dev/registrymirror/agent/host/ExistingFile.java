package dev.registrymirror.agent.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Whether a file that is there can be read, kept as a second name of itself, and given back. */
final class ExistingFile {
    /** Root's, in a pod of ours. */
    private static final Path OURSELVES = Path.of("/proc/self");

    private ExistingFile() {}

    /**
     * What speaks against it and what to do, as the rest of a sentence; empty if nothing does, or if there is no file.
     *
     * <p>The agent is root without any capability. So a file of another owner is not its own to read, and the kernel refuses a second
     * name for it (fs.protected_hardlinks).
     */
    static String fault(Path file) throws IOException {
        try {
            if (Files.isSymbolicLink(file)) return ""; // told as such
            if (Files.isDirectory(file, NOFOLLOW_LINKS)) return "is a folder; remove it";
            Object owner = Objects.requireNonNull(Files.getAttribute(file, "unix:uid", NOFOLLOW_LINKS));
            Object own = Files.getAttribute(OURSELVES, "unix:uid");
            if (!Files.isRegularFile(file, NOFOLLOW_LINKS))
                return "is no regular file; put a regular file in its place";
            if (!owner.equals(own)) {
                return "belongs to uid " + owner + " and so could not be given back as it was; chown root:root it";
            }
            long bytes = Files.size(file);
            if (bytes > RegistriesReader.MAX_BYTES) {
                return "has " + bytes + " bytes, more than the " + RegistriesReader.MAX_BYTES
                        + " that are read; make it smaller";
            }
            return Files.isReadable(file) ? "" : "cannot be read by root; chmod 600 it";
        } catch (NoSuchFileException _) {
            return "";
        }
    }
}
