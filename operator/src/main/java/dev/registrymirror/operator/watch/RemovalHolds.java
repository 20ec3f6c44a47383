package dev.registrymirror.operator.watch;

import dev.registrymirror.operator.observe.Snapshot.RemovalHold;
import dev.registrymirror.operator.plan.WaitReasons;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    /**
     * For how long an API counts as new at least, however short the fleet's removal delay is. Whoever installs again after the CRDs were
     * deleted applies them, the fleet and the RegistryMirrors one after another, by hand or by GitOps: nodes must not lose in between what
     * they had before.
     */
    static final Duration SETTLING = Duration.ofMinutes(10);

    private RemovalHolds() {}

    /**
     * Why nodes may not get their former files back now, or null when they may. What holds everything comes before what is merely new, and
     * of that the newest counts.
     *
     * @param removalDelay of the fleet
     */
    public static @Nullable RemovalHold of(
            List<CustomResourceDefinition> crds, @Nullable Namespace namespace, Duration removalDelay, Instant now) {
        Duration settling = removalDelay.compareTo(SETTLING) > 0 ? removalDelay : SETTLING;
        var holds = new ArrayList<RemovalHold>();
        for (String name : CRDS) {
            CustomResourceDefinition crd = crds.stream()
                    .filter(candidate -> name.equals(candidate.getMetadata().getName()))
                    .findFirst()
                    .orElse(null);
            hold(crd, CRD, "CustomResourceDefinition " + name, settling, now).ifPresent(holds::add);
        }
        hold(namespace, NAMESPACE, "the operator's namespace", settling, now).ifPresent(holds::add);
        return holds.stream()
                .max(Comparator.comparing(hold -> hold.created() == null ? Instant.MAX : hold.created()))
                .orElse(null);
    }

    private static Optional<RemovalHold> hold(
            @Nullable HasMetadata object, Why why, String name, Duration settling, Instant now) {
        if (object == null) return Optional.of(new RemovalHold(why.missing, name + " is not there", null, null));
        if (object.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of(new RemovalHold(why.terminating, name + " is being deleted", null, null));
        }
        String text = object.getMetadata().getCreationTimestamp();
        if (text == null) return Optional.empty();
        Instant created = Instant.parse(text);
        Instant settled = created.plus(settling);
        return settled.isAfter(now)
                ? Optional.of(new RemovalHold(why.young, name + " was created just now", settled, created))
                : Optional.empty();
    }
}
