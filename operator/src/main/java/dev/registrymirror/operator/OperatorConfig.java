package dev.registrymirror.operator;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the operator is told by its environment.
 *
 * @param namespace {@code OPERATOR_NAMESPACE}: where it runs, and where referenced Secrets and ConfigMaps are
 * @param agentImage {@code AGENT_IMAGE}: image of the agent's pods
 * @param podName {@code POD_NAME}: name of its own pod, by which it holds the lease
 * @param httpPort {@code HTTP_PORT}: port of health and metrics, 8080 where it is not set; 0 takes any free port
 * @param logLevel {@code LOG_LEVEL}: Error, Warn, Info or Debug; Info where it is not set
 */
public record OperatorConfig(String namespace, String agentImage, String podName, int httpPort, LogLevel logLevel) {

    /** How much is logged. */
    public enum LogLevel {
        Error,
        Warn,
        Info,
        Debug
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException if a value is missing or cannot be used; the message names the variable
     */
    public static OperatorConfig of(Map<String, String> environment) {
        return new OperatorConfig(
                required(environment, "OPERATOR_NAMESPACE"),
                required(environment, "AGENT_IMAGE"),
                required(environment, "POD_NAME"),
                port(environment.getOrDefault("HTTP_PORT", "8080")),
                level(environment.getOrDefault("LOG_LEVEL", "Info")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value.strip();
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 0 && port <= 65535) return port;
        } catch (NumberFormatException _) {
            // told below, like a number that is no port
        }
        throw new IllegalArgumentException("HTTP_PORT must be a port from 0 to 65535, not \"" + text + '"');
    }

    private static LogLevel level(String text) {
        return Arrays.stream(LogLevel.values())
                .filter(level -> level.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("LOG_LEVEL must be one of "
                        + Arrays.stream(LogLevel.values()).map(Enum::name).collect(Collectors.joining(", "))
                        + ", not \"" + text + '"'));
    }
}
