package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Prepared.Content;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * COMMIT: the file itself. The journal knows what will be there before it is, so that whatever dies in between, the node can tell
 * whether it happened.
 */
record Commit(Prepared prepared, Stage before) implements Step {
    @Override
    public Next run(Node node) throws IOException {
        HostFiles files = node.files();
        Known layout = prepared.layout();
        Path file = layout.registriesFile();
        FoundFile found = files.look(file);
        if (!Objects.equals(digest(found), prepared.judged())) {
            return new Next.Again(file + " was written by somebody else while it was being judged");
        }
        Change change = node.enter(prepared.change().committing(prepared.target()));
        if (found != null && !(prepared.content() instanceof Content.Same)) {
            files.keep(file, OwnFolder.previous(layout));
            switch (prepared.keep()) {
                case NOTHING -> {}
                case AS_FORMER -> keepFormer(node, found);
                case ASIDE -> node.journal().putAside(found.content().reveal());
            }
        }
        switch (prepared.content()) {
            case Content.Same() -> {}
            case Content.Written(var bytes) -> files.write(file, bytes.reveal());
            case Content.Former() -> files.giveBack(OwnFolder.former(layout), file);
            case Content.None() -> files.remove(file);
        }
        return new Next.Go(new Activate(change, layout));
    }

    /** A former file that is there already, from a state that was lost, is the older one and stays. */
    private void keepFormer(Node node, FoundFile found) throws IOException {
        Path former = OwnFolder.former(prepared.layout());
        FoundFile kept = node.files().look(former);
        if (kept == null) {
            node.files().keep(prepared.layout().registriesFile(), former);
        } else if (!kept.inode().equals(found.inode())) {
            node.journal().putAside(found.content().reveal());
        }
    }

    /** Puts the previous file back, or its absence; done already is as good. What somebody else has written meanwhile is put aside. */
    static void undo(Node node, Known layout, Target target) throws IOException {
        HostFiles files = node.files();
        Path file = layout.registriesFile();
        FoundFile found = files.look(file);
        if (Objects.equals(digest(found), target.digestBefore())) return;
        if (found != null && !found.digest().equals(target.digestAfter())) {
            node.journal().putAside(found.content().reveal());
        }
        if (target.digestBefore() == null) {
            files.remove(file);
        } else {
            files.giveBack(OwnFolder.previous(layout), file);
        }
    }

    @Override
    public Next failed(Node node, IOException cause) throws IOException {
        undo(node, prepared.layout(), prepared.target());
        return before.writeFailed(node, cause);
    }

    private static @Nullable String digest(@Nullable FoundFile file) {
        return file == null ? null : file.digest();
    }

    /** Whether a change that died at this step had done it. */
    static boolean happened(@Nullable FoundFile file, Target target) {
        return Objects.equals(digest(file), target.digestAfter());
    }
}
