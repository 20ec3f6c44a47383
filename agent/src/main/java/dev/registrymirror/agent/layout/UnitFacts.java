package dev.registrymirror.agent.layout;

import java.util.List;

/**
 * A unit of RKE2 or K3s as systemd tells it.
 *
 * @param name for example {@code rke2-agent.service}
 * @param running whether it is not inactive: a unit that fails or starts again and again counts
 * @param enabled whether it starts at boot
 * @param command the program and its arguments
 * @param environment {@code NAME=value}
 * @param environmentFiles paths on the host; what is in them comes over {@code environment}
 */
public record UnitFacts(
        String name,
        boolean running,
        boolean enabled,
        List<String> command,
        List<String> environment,
        List<String> environmentFiles) {
    /** Copies the lists. */
    public UnitFacts {
        environment = List.copyOf(environment);
        command = List.copyOf(command);
        environmentFiles = List.copyOf(environmentFiles);
    }
}
