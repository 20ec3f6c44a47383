package dev.registrymirror.agent;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * What the agent is told by its environment.
 *
 * @param hostRoot where the host's {@code /} is mounted to be read
 * @param apiServer the cluster's API server
 * @param logLevel least level that is logged
 */
public record AgentConfig(Path hostRoot, URI apiServer, Level logLevel) {
    /** Folder of the pod's service account. */
    static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    /** State of this node. */
    static final Path STATE = Path.of("/var/lib/registry-mirror");
    /** The host's system bus. */
    static final String SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket";

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming the variable
     */
    public static AgentConfig of(Map<String, String> environment) {
        Path hostRoot = Path.of(environment.getOrDefault("HOST_ROOT", "/host"));
        if (!hostRoot.isAbsolute() || !Files.isDirectory(hostRoot)) {
            throw new IllegalArgumentException(
                    "HOST_ROOT is " + hostRoot + ", which is no folder: mount the host's / there, read-only");
        }
        String host = required(environment, "KUBERNETES_SERVICE_HOST");
        String port = required(environment, "KUBERNETES_SERVICE_PORT");
        if (!port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("KUBERNETES_SERVICE_PORT is " + port + ", which is no port");
        }
        String authority = host.contains(":") ? "[" + host + "]" : host;
        return new AgentConfig(hostRoot, URI.create("https://" + authority + ":" + port), level(environment));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name
                    + " is not set: the agent runs in a pod, where Kubernetes sets it, with enableServiceLinks or not");
        }
        return value;
    }

    private static Level level(Map<String, String> environment) {
        String word = environment.getOrDefault("LOG_LEVEL", "info");
        try {
            return Level.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("LOG_LEVEL is " + word + ": use trace, debug, info, warn or error");
        }
    }
}
