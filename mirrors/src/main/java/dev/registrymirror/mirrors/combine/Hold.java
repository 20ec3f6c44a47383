package dev.registrymirror.mirrors.combine;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why some nodes keep what they have.
 *
 * @param reason CamelCase: a constant of {@link dev.registrymirror.api.v1alpha1.Reasons}
 * @param message one sentence with cause and remedy: the first cause where there are several; never a secret
 * @param culprits the RegistryMirrors that have to change for it to end
 */
public record Hold(String reason, String message, SortedSet<String> culprits) implements Comparable<Hold> {
    public Hold {
        culprits = Collections.unmodifiableSortedSet(new TreeSet<>(culprits));
    }

    @Override
    public int compareTo(Hold other) {
        int byReason = reason.compareTo(other.reason);
        return byReason != 0 ? byReason : message.compareTo(other.message);
    }
}
