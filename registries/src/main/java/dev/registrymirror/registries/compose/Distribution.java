package dev.registrymirror.registries.compose;

import java.util.Locale;

/** The two programs that read a registries.yaml, and where on a node each of them looks. */
public enum Distribution {
    /** RKE2: {@code /etc/rancher/rke2}. */
    RKE2,
    /** K3s: {@code /etc/rancher/k3s}. */
    K3S;

    /** The program's name as it stands in paths, units and the API: {@code rke2} or {@code k3s}. */
    public String program() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The folder of the program's configuration, without a slash at the end. */
    public String configFolder() {
        return "/etc/rancher/" + program();
    }

    /** Where the program reads its registries from, unless {@code private-registry} says otherwise. */
    public String registriesFile() {
        return configFolder() + "/registries.yaml";
    }

    /** The folder in which certificates and keys lie that came with a revision, without a slash at the end. */
    public String materialFolder() {
        return configFolder() + "/registry-mirror";
    }

    /**
     * The distribution with this {@link #program()} name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Distribution of(String program) {
        for (Distribution distribution : values()) {
            if (distribution.program().equals(program)) {
                return distribution;
            }
        }
        throw new IllegalArgumentException("unknown distribution \"" + program + "\": use rke2 or k3s");
    }
}
