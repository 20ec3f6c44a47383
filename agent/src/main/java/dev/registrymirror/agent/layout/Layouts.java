package dev.registrymirror.agent.layout;

import dev.registrymirror.agent.layout.Layout.HealthPlan;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Layout.UnitName;
import dev.registrymirror.agent.layout.Layout.Unsupported;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Reasons;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges what was found on a node. */
public final class Layouts {
    /** The folder that is mounted writable: what lies elsewhere cannot be changed. */
    public static final Path WRITABLE = Path.of("/etc/rancher");

    private static final Path CONTAINERD = Path.of("/run/k3s/containerd/containerd.sock");
    private static final int KUBELET_PORT = 10248;
    private static final int API_SERVER_PORT = 6443;

    private Layouts() {}

    /** The file that the unit reads its registries from. */
    public static Path registriesFile(UnitName unit, Settings settings) {
        String moved = settings.one("private-registry");
        return Path.of(moved != null ? moved : unit.distribution().registriesFile())
                .normalize();
    }

    /** Whether the node can be worked with, and where. */
    public static Layout of(LayoutFacts facts) {
        UnitName unit = facts.unit();
        Settings settings = facts.settings();
        Path file = registriesFile(unit, settings);
        if (facts.rancherProvisioned()) {
            return new Unsupported(
                    new Cause(
                            Reasons.RANCHER_PROVISIONED,
                            "Rancher provisions this node (config.yaml.d/50-rancher.yaml) and writes " + file
                                    + " itself; configure registries in the cluster's settings in Rancher,"
                                    + " or exclude the node from the selectors"),
                    unit);
        }
        if (settings.one("container-runtime-endpoint") != null || settings.on("docker")) {
            return unsupported(
                    unit,
                    "container-runtime-endpoint or docker is set: "
                            + unit.distribution().program() + " runs no containerd of its own, and nobody reads "
                            + file);
        }
        if (!file.startsWith(WRITABLE) || file.equals(WRITABLE)) {
            return unsupported(
                    unit,
                    "private-registry moves the file to " + file + ", which is outside " + WRITABLE
                            + ", the only folder of the host that the agent may write to; move it back below it");
        }
        if (!facts.link().isEmpty()) {
            return unsupported(
                    unit,
                    facts.link()
                            + " is a symbolic link: whoever made it manages the file; put a regular file or folder in"
                            + " its place");
        }
        if (facts.mountPoint()) {
            return unsupported(unit, file + " is a mount of its own and cannot be replaced; unmount it");
        }
        if (!facts.fault().isEmpty()) {
            return unsupported(unit, file + " " + facts.fault());
        }
        return new Known(
                unit.distribution(),
                unit.role(),
                unit.unit(),
                file,
                Path.of(unit.distribution().materialFolder()),
                new HealthPlan(
                        CONTAINERD, kubeletHosts(settings), kubeletPort(settings), apiServerPort(unit, settings)));
    }

    private static Layout unsupported(UnitName unit, String message) {
        return new Unsupported(new Cause(Reasons.UNSUPPORTED_LAYOUT, message), unit);
    }

    /** Where the node has only IPv6, K3s and RKE2 have the kubelet listen on the IPv6 loopback. */
    private static List<String> kubeletHosts(Settings settings) {
        String given = settings.argument("kubelet-arg", "healthz-bind-address");
        if (given == null || given.equals("0.0.0.0") || given.equals("::")) return List.of("127.0.0.1", "::1");
        return List.of(given);
    }

    private static int kubeletPort(Settings settings) {
        return number(settings.argument("kubelet-arg", "healthz-port"), KUBELET_PORT);
    }

    private static int apiServerPort(UnitName unit, Settings settings) {
        if (unit.role() != Role.SERVER || settings.on("disable-apiserver")) return 0;
        return number(settings.one("https-listen-port"), API_SERVER_PORT);
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : otherwise;
    }
}
