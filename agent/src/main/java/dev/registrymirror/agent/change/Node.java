package dev.registrymirror.agent.change;

import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Ledger;
import java.io.IOException;

/** The node, as far as a change reaches it. */
public record Node(HostFiles files, Systemd systemd, Probe probe, Uptime uptime, Journal journal) {
    /** What the node remembers. */
    public Ledger ledger() {
        return journal.ledger();
    }

    /** Remembers how far the change is. */
    Change enter(Change change) throws IOException {
        journal.save(ledger().withChange(change));
        return change;
    }
}
