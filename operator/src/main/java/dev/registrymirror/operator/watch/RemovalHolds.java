package dev.registrymirror.operator.watch;

import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.WaitReasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells an API that is being taken away, or was just put back, from nodes that nobody selects. A CRD that is deleted takes all
 * RegistryMirrors with it; that must not look like a wish to have them removed from every node.
 */
public final class RemovalHolds {
    /** Names of the product's CRDs. */
    public static final List<String> CRDS = List.of(
            "noderegistries.registrymirror.dev",
            "registryfleets.registrymirror.dev",
            "registrymirrors.registrymirror.dev");

    private static final Why CRD = new Why(WaitReasons.CRD_MISSING, WaitReasons.CRD_TERMINATING, WaitReasons.CRD_NEW);
    private static final Why NAMESPACE =
            new Why(WaitReasons.NAMESPACE_MISSING, WaitReasons.NAMESPACE_TERMINATING, WaitReasons.NAMESPACE_NEW);

    /** The reasons for one kind of object. */
    private record Why(String missing, String terminating, String young) {}

    private RemovalHolds() {}

    /**
     * Why no node may get its former file back now, or null when it may.
     *
     * @param settling how long after its creation something counts as new
     */
    public static @Nullable RemovalHold of(
            List<CustomResourceDefinition> crds, @Nullable Namespace namespace, Duration settling, Instant now) {
        for (String name : CRDS) {
            CustomResourceDefinition crd = crds.stream()
                    .filter(candidate -> name.equals(candidate.getMetadata().getName()))
                    .findFirst()
                    .orElse(null);
            RemovalHold hold = hold(crd, CRD, "CustomResourceDefinition " + name, settling, now);
            if (hold != null) return hold;
        }
        return hold(namespace, NAMESPACE, "the operator's namespace", settling, now);
    }

    private static @Nullable RemovalHold hold(
            @Nullable HasMetadata object, Why why, String name, Duration settling, Instant now) {
        if (object == null) return new RemovalHold(why.missing, name + " is not there", null);
        if (object.getMetadata().getDeletionTimestamp() != null) {
            return new RemovalHold(why.terminating, name + " is being deleted", null);
        }
        String created = object.getMetadata().getCreationTimestamp();
        Instant settled = created == null ? now : Instant.parse(created).plus(settling);
        return settled.isAfter(now) ? new RemovalHold(why.young, name + " was created just now", settled) : null;
    }
}
