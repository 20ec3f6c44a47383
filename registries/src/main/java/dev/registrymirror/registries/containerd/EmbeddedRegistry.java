package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the embedded registry makes of a file before anything else is done with it. */
final class EmbeddedRegistry {
    private EmbeddedRegistry() {}

    /** The file with the embedded registry in it, or the same without one. */
    static Registries addTo(Registries registries, NodeOptions options) {
        String address = options.embeddedRegistry();
        if (address == null) {
            return registries;
        }
        String endpoint = endpoint(address);
        Map<String, Mirror> mirrors = new HashMap<>();
        registries.mirrors().forEach((name, mirror) -> {
            List<String> endpoints = new ArrayList<>(mirror.endpoints());
            if (isServed(name, options)) {
                endpoints.addFirst(endpoint);
            }
            mirrors.put(name, new Mirror(endpoints, mirror.rewrites()));
        });
        mirrors.put(address, Mirror.of(List.of(endpoint), Map.of()));
        Map<String, HostConfig> configs = new HashMap<>(registries.configs());
        configs.put(address, new HostConfig(null, identity(options)));
        return Registries.of(mirrors, configs);
    }

    /** Whether a mirror of this name gets the embedded registry as its first endpoint. */
    static boolean isServed(String mirror, NodeOptions options) {
        return options.embeddedRegistry() != null && !HostAddress.isLocal(mirror);
    }

    /** How many endpoints stand before those of the file in the mirror's list. */
    static int endpointsAdded(@Nullable String mirror, NodeOptions options) {
        return mirror != null && (mirror.equals(options.embeddedRegistry()) || isServed(mirror, options)) ? 1 : 0;
    }

    private static String endpoint(String address) {
        return "https://" + address + HostAddress.API_PATH;
    }

    private static Tls identity(NodeOptions options) {
        String agent = options.dataDir() + "/agent/";
        String client = agent + "client-" + options.program().program() + "-controller";
        return new Tls(agent + "server-ca.crt", client + ".crt", client + ".key", false);
    }
}
