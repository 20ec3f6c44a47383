package dev.registrymirror.agent.layout;

import dev.registrymirror.agent.layout.Layout.UnitName;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.registries.compose.Distribution;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which unit is the node's RKE2 or K3s. */
public final class Units {
    /** systemd's patterns for the names that the installers give; {@code k3s-NAME.service} is an installation with a name. */
    public static final List<String> PATTERNS =
            List.of("rke2-server.service", "rke2-agent.service", "k3s.service", "k3s-*.service");

    private Units() {}

    /** What choosing gave. */
    public sealed interface Choice {
        /** The unit. */
        record Chosen(UnitName unit, UnitFacts facts) implements Choice {}

        /** None that can be worked with. */
        record NoneFit(Cause cause) implements Choice {}
    }

    /**
     * Chooses the one that runs, else the one that would at the next boot.
     *
     * <p>RKE2's archive installs both of its units, so that a unit is there says nothing.
     */
    public static Choice choose(List<UnitFacts> units) {
        // A unit that only has such a name, for example one that makes backups, is not meant.
        List<UnitFacts> nodes = units.stream()
                .filter(unit -> distribution(unit) != null && role(unit) != null)
                .toList();
        List<UnitFacts> candidates = nodes.stream().filter(UnitFacts::running).toList();
        if (candidates.isEmpty()) {
            candidates = nodes.stream().filter(UnitFacts::enabled).toList();
        }
        if (candidates.isEmpty())
            candidates = units.stream().filter(UnitFacts::running).toList();
        if (candidates.isEmpty()) {
            return unfit("neither RKE2 nor K3s runs on this node as a systemd unit (looked for "
                    + String.join(", ", PATTERNS) + "); start it, or exclude the node from the selectors");
        }
        if (candidates.size() > 1) {
            String names = candidates.stream().map(UnitFacts::name).sorted().collect(Collectors.joining(" and "));
            return unfit(names + " are both active, so it cannot be told which of them reads the file; disable one"
                    + " (systemctl disable --now), and reset it if it has failed (systemctl reset-failed)");
        }
        UnitFacts unit = candidates.getFirst();
        Distribution distribution = distribution(unit);
        Role role = role(unit);
        if (distribution == null || role == null) {
            return unfit(unit.name() + " does not run \"rke2\" or \"k3s\" with \"server\" or \"agent\"; "
                    + "a unit that starts another program is not understood");
        }
        return new Choice.Chosen(new UnitName(distribution, role, unit.name()), unit);
    }

    private static Choice unfit(String message) {
        return new Choice.NoneFit(new Cause(Reasons.UNSUPPORTED_LAYOUT, message));
    }

    private static @Nullable Distribution distribution(UnitFacts unit) {
        if (unit.command().isEmpty()) return null;
        String path = unit.command().getFirst();
        String program = path.substring(path.lastIndexOf('/') + 1);
        for (Distribution distribution : Distribution.values()) {
            if (distribution.program().equals(program)) return distribution;
        }
        return null;
    }

    private static @Nullable Role role(UnitFacts unit) {
        for (Role role : Role.values()) {
            if (unit.command().size() > 1 && role.word().equals(unit.command().get(1))) return role;
        }
        return null;
    }
}
