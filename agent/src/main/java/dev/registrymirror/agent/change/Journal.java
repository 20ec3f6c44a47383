package dev.registrymirror.agent.change;

import dev.registrymirror.agent.ledger.Ledger;
import java.io.IOException;

/** What the node remembers, across crashes. */
public interface Journal {
    /** What was saved last. */
    Ledger ledger();

    /** Remembers; durable when it returns. */
    void save(Ledger ledger) throws IOException;

    /** Puts away a copy of a file that is about to give way and has no other place to be kept. */
    void putAside(byte[] content) throws IOException;
}
