package dev.registrymirror.e2e.cluster;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a RegistryMirror ought to mean on the nodes that it selects, read from what the user wrote and from nothing else. */
record Expectation(List<Node> nodes, Map<String, Secret> secrets) {
    /** What one RegistryMirror adds to a node's configuration. */
    record Contribution(RegistryMirror mirror, Map<String, Secret> secrets) {
        /** What of it a node does not have, if anything. */
        Optional<String> missingIn(Registries has) {
            for (MirrorEntry entry : mirror.getSpec().mirrors()) {
                Mirror mirrored = has.mirrors().get(entry.registry());
                if (mirrored == null) return Optional.of("no mirror " + entry.registry());
                if (!mirrored.endpoints().equals(entry.endpoints()))
                    return Optional.of("other endpoints of " + entry.registry());
                Map<String, String> rewrites = entry.rewrites().stream()
                        .collect(Collectors.toMap(RewriteRule::pattern, RewriteRule::replacement));
                if (!mirrored.rewrites().equals(rewrites)) return Optional.of("other rewrites of " + entry.registry());
            }
            for (ConfigEntry entry : mirror.getSpec().configs()) {
                HostConfig config = has.configs().get(entry.host());
                if (config == null) return Optional.of("no config " + entry.host());
                String password = password(entry);
                if (password != null
                        && (config.auth() == null
                                || config.auth().password() == null
                                || !Objects.equals(config.auth().password().reveal(), password))) {
                    return Optional.of("another password of " + entry.host());
                }
            }
            return Optional.empty();
        }

        private @Nullable String password(ConfigEntry entry) {
            if (entry.auth() == null) return null;
            Secret secret = secrets.get(entry.auth().secretRef().name());
            if (secret == null || !"kubernetes.io/basic-auth".equals(secret.getType())) return null;
            return new String(Base64.getDecoder().decode(secret.getData().get("password")), StandardCharsets.UTF_8);
        }
    }

    static Expectation from(KubernetesClient client) {
        return new Expectation(
                client.nodes().list().getItems(),
                client.secrets().inNamespace(Installation.NAMESPACE).list().getItems().stream()
                        .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), Function.identity())));
    }

    /** By name of the nodes that are selected and reachable. */
    Map<String, Contribution> of(RegistryMirror mirror) {
        return nodes.stream()
                .filter(Expectation::isReady)
                .filter(node -> selects(mirror, node))
                .collect(
                        Collectors.toMap(node -> node.getMetadata().getName(), _ -> new Contribution(mirror, secrets)));
    }

    private static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static boolean selects(RegistryMirror mirror, Node node) {
        var selector = mirror.getSpec().nodeSelector();
        return selector == null || selector.matches(node.getMetadata().getLabels());
    }
}
