package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;

/** Paths of entries in a RegistryMirror; lists are keyed, so an entry is named by its key and not by its place. */
final class Fields {
    private Fields() {}

    static String mirror(MirrorEntry mirror) {
        return "spec.mirrors[" + mirror.registry() + "]";
    }

    static String config(ConfigEntry config) {
        return "spec.configs[" + config.host() + "]";
    }
}
