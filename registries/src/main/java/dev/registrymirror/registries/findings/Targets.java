package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints that containerd can use, of all mirrors, in their order.
 *
 * @param all all of them
 * @param byRegistry those of each mirror
 * @param byConfig those for which a configuration is used
 */
record Targets(List<Target> all, Map<String, List<Target>> byRegistry, Map<String, List<Target>> byConfig) {
    /**
     * An endpoint in its mirror.
     *
     * @param registry the mirror's name
     * @param mirror the mirror
     * @param index its place in the list, from 0
     * @param endpoint the endpoint
     * @param config the name of the configuration that is used for it, or null if there is none
     */
    record Target(
            String registry,
            Mirror mirror,
            int index,
            Endpoint endpoint,
            @Nullable String config) {}

    static Targets of(Registries registries) {
        List<Target> all = new ArrayList<>();
        Map<String, List<Target>> byRegistry = new HashMap<>();
        Map<String, List<Target>> byConfig = new HashMap<>();
        registries.mirrors().forEach((registry, mirror) -> {
            for (int i = 0; i < mirror.endpoints().size(); i++) {
                Endpoint endpoint = Endpoint.of(mirror.endpoints().get(i)).orElse(null);
                if (endpoint == null) {
                    continue;
                }
                String config = configName(registries, endpoint.lookup());
                Target target = new Target(registry, mirror, i, endpoint, config);
                all.add(target);
                byRegistry.computeIfAbsent(registry, _ -> new ArrayList<>()).add(target);
                if (config != null) {
                    byConfig.computeIfAbsent(config, _ -> new ArrayList<>()).add(target);
                }
            }
        });
        return new Targets(all, byRegistry, byConfig);
    }

    /** The endpoints of one mirror. */
    List<Target> of(String registry) {
        return byRegistry.getOrDefault(registry, List.of());
    }

    /** The endpoints for which this configuration is used. */
    List<Target> users(String host) {
        return byConfig.getOrDefault(host, List.of());
    }

    private static @Nullable String configName(Registries registries, String lookup) {
        if (lookup.equals("docker.io") && registries.configs().containsKey("registry-1.docker.io")) {
            return "registry-1.docker.io";
        }
        return registries.configs().containsKey(lookup) ? lookup : null;
    }
}
