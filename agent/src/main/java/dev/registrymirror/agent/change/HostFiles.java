package dev.registrymirror.agent.change;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change does to the node's files. Every effect is durable when the method returns, and whole at every moment before. */
public interface HostFiles {
    /** The file, or null if there is none. */
    @Nullable
    FoundFile look(Path file) throws IOException;

    /**
     * A regular file anywhere on the host, read only, links followed as on the host, at most 4 MiB; null if that is not what is
     * there, or it cannot be read.
     */
    byte @Nullable [] read(Path fileOnHost) throws IOException;

    /**
     * Puts a file with this content in place, readable by root alone; a file that was there gives way in one instant, and a folder
     * that was not there is made.
     */
    void write(Path file, byte[] content) throws IOException;

    /** Gives the file a second name, on the same mount; a file that had the name gives way. */
    void keep(Path file, Path as) throws IOException;

    /** Puts a kept file in place again, the same inode; {@code kept} keeps its name. */
    void giveBack(Path kept, Path file) throws IOException;

    /** Removes a file; none is as good. */
    void remove(Path file) throws IOException;

    /** Makes a folder that only root can enter, and what it lies in; one that is there becomes such a folder. */
    void makeFolder(Path folder) throws IOException;

    /** Removes an empty folder; none, or one that is not empty, stays as it is. */
    void removeFolder(Path folder) throws IOException;

    /**
     * Names of the files in a folder, sorted; empty if there is no folder. Those that are not ASCII are left out: none is ours, and
     * without a locale a JVM cannot say them.
     */
    List<String> list(Path folder) throws IOException;
}
