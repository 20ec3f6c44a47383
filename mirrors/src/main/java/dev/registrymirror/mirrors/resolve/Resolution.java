package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.registries.compose.Contribution;
import java.util.List;

/** What came of resolving a RegistryMirror. */
public sealed interface Resolution {

    /** Everything it names is there and usable. */
    record Resolved(Contribution contribution) implements Resolution {}

    /**
     * Something keeps it from being used; all of it is here, and at least one of the lists has an entry.
     *
     * @param invalid what the spec itself says that must not reach a node
     * @param unusable what is wrong with the Secrets and ConfigMaps that it names
     */
    record Unresolved(List<Problem> invalid, List<Problem> unusable) implements Resolution {
        public Unresolved {
            invalid = List.copyOf(invalid);
            unusable = List.copyOf(unusable);
            if (invalid.isEmpty() && unusable.isEmpty()) {
                throw new IllegalArgumentException("a RegistryMirror without problems is resolved");
            }
        }

        /** Whether all that it lacks are objects that are not there: nothing has to be put right, only to come. */
        public boolean isWaiting() {
            return invalid.isEmpty()
                    && unusable.stream().allMatch(problem -> problem.reason().equals(Reasons.NOT_FOUND));
        }

        /** The problem that is named where there is room for one. */
        public Problem first() {
            return invalid.isEmpty() ? unusable.getFirst() : invalid.getFirst();
        }
    }
}
