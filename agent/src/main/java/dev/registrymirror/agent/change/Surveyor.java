package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.Layout;
import java.io.IOException;

/** Finds out how the node is laid out, now. */
public interface Surveyor {
    /** The layout. */
    Layout survey() throws IOException;
}
