package dev.registrymirror.agent.change;

import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.registries.compose.NodeFile;
import java.io.IOException;
import java.nio.file.Path;

/** STAGE: puts certificates and keys beside the file. Nobody reads them yet. */
record Stage(Prepared prepared) implements Step {
    @Override
    public Next run(Node node) throws IOException {
        node.enter(prepared.change().at(StepName.STAGE));
        HostFiles files = node.files();
        files.makeFolder(prepared.layout().ownFolder());
        for (NodeFile file : prepared.files()) {
            Path path = prepared.layout().ownFolder().resolve(file.name());
            FoundFile found = files.look(path);
            boolean there = found != null
                    && found.digest().equals(Digest.of(file.content().reveal()));
            if (!there) files.write(path, file.content().reveal());
        }
        return new Next.Go(new Commit(prepared, this));
    }

    /** Removes what the present file does not name. */
    void undo(Node node) throws IOException {
        OwnFolder.tidy(node, prepared.layout());
    }

    @Override
    public Next failed(Node node, IOException cause) throws IOException {
        return writeFailed(node, cause);
    }

    Next writeFailed(Node node, IOException cause) throws IOException {
        undo(node);
        Outcome outcome = new Outcome(
                prepared.change().sequence(),
                Phase.REFUSED,
                new Cause(
                        Reasons.WRITE_FAILED,
                        "a file could not be written, and the node is as it was: " + cause.getMessage()
                                + "; look at the free space and the mounts of /etc/rancher"));
        node.journal().save(node.ledger().ended(outcome));
        return new Next.End(outcome);
    }
}
