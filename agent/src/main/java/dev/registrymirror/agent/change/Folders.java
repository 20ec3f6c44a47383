package dev.registrymirror.agent.change;

import java.nio.file.Path;
import java.util.List;

/** Folders of the node in which something may happen that nobody has ordered. */
public interface Folders {
    /** From now on these are watched; those that are not there are passed over until they are named again. */
    void watch(List<Path> folders);
}
