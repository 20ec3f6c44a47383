package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.AuthTables;
import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a change needs a restart. */
final class Restart {
    private final Registries old;
    private final Registries now;
    private final NodeOptions options;
    private final List<String> reasons = new ArrayList<>();

    private Restart(Registries old, Registries now, NodeOptions options) {
        this.old = old;
        this.now = now;
        this.options = options;
    }

    /**
     * All reasons; none if writing files below certs.d is enough.
     *
     * @param filesTold whether it is known what containerd gets from both files
     * @param filesDiffer whether it gets something else
     */
    static List<String> reasons(
            Registries old, Registries now, NodeSetup setup, boolean filesTold, boolean filesDiffer) {
        if (old.equals(now)) {
            return List.of();
        }
        Restart restart = new Restart(old, now, setup.options());
        restart.logins();
        restart.embeddedRegistry();
        restart.files(setup, filesTold, filesDiffer);
        return restart.reasons;
    }

    private void logins() {
        // Tables and not the model: an entry for the embedded registry's address never gets there.
        if (AuthTables.text(old, options).equals(AuthTables.text(now, options))) {
            return;
        }
        SortedSet<String> hosts = new TreeSet<>(Utf8Order.COMPARATOR);
        hosts.addAll(old.configs().keySet());
        hosts.addAll(now.configs().keySet());
        for (String host : hosts) {
            if (!host.equals(options.embeddedRegistry()) && !Objects.equals(login(old, host), login(now, host))) {
                String path = FieldPath.config(host).field("auth").toString();
                reasons.add(path + " changes: logins stand in config.toml, which containerd reads only when it starts");
            }
        }
    }

    private static @Nullable Auth login(Registries registries, String host) {
        HostConfig config = registries.configs().get(host);
        return config == null ? null : config.auth();
    }

    private void embeddedRegistry() {
        if (options.embeddedRegistry() != null && !served(old).equals(served(now))) {
            reasons.add(
                    "other registries are mirrors: which of them the embedded registry serves is fixed at its start");
        }
    }

    private static Set<String> served(Registries registries) {
        return registries.mirrors().keySet().stream()
                .filter(name -> !HostAddress.isLocal(name))
                .collect(Collectors.toSet());
    }

    private void files(NodeSetup setup, boolean told, boolean differ) {
        if (!told) {
            reasons.add("it cannot be told what containerd gets from one of the files");
        }
        if (setup.userTemplate()) {
            reasons.add("the node has a containerd template of its own, which may use any part of the file");
        }
        if (setup.stargz() && differ) {
            reasons.add("the snapshotter is stargz, which has registry settings of its own in config.toml");
        }
    }
}
