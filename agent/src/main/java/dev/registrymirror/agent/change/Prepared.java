package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that has passed CHECK.
 *
 * @param files certificates and keys that the new file names
 */
record Prepared(Change change, Known layout, Target target, Content content, KeepFirst keep, List<NodeFile> files) {

    /** What becomes of the file. */
    sealed interface Content {
        /** It is left as it is. */
        record Same() implements Content {}

        /** It is written. */
        record Written(Secret<byte[]> bytes) implements Content {}

        /** The kept former file comes back. */
        record Former() implements Content {}

        /** It goes away. */
        record None() implements Content {}
    }

    /** What must be kept of the present file for ever, besides until the change has ended. */
    enum KeepFirst {
        NOTHING,
        /** It is the file that was there before us. */
        AS_FORMER,
        /** It was written over ours, and there is a former one already. */
        ASIDE
    }

    /** Digest of the file that was judged, null for none. */
    @Nullable
    String judged() {
        return target.digestBefore();
    }
}
