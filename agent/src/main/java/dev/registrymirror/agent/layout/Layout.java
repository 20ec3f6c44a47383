package dev.registrymirror.agent.layout;

import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.registries.compose.Distribution;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where things are on this node. */
public sealed interface Layout {
    /**
     * A node that can be changed.
     *
     * @param unit for example {@code rke2-agent.service}
     * @param registriesFile the file that the unit reads its registries from
     * @param ownFolder the folder of ours beside it
     * @param health where health can be seen
     */
    record Known(
            Distribution distribution, Role role, String unit, Path registriesFile, Path ownFolder, HealthPlan health)
            implements Layout {}

    /**
     * A node that is left alone.
     *
     * @param cause why, and what to do
     * @param unit the unit, where that much is known
     */
    record Unsupported(Cause cause, @Nullable UnitName unit) implements Layout {}

    /** A unit and what it is. */
    record UnitName(Distribution distribution, Role role, String unit) {}

    /**
     * Where health can be seen.
     *
     * @param containerdSocket path on the host
     * @param kubeletHosts addresses that the kubelet's /healthz may be at; one that answers is enough
     * @param kubeletPort port of the kubelet's /healthz there, 0 where it is switched off
     * @param apiServerPort port of this node's own API server on loopback, 0 where there is none
     */
    record HealthPlan(Path containerdSocket, List<String> kubeletHosts, int kubeletPort, int apiServerPort) {
        /** Copies the list. */
        public HealthPlan {
            kubeletHosts = List.copyOf(kubeletHosts);
        }
    }
}
