package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in the file that stands which became an entry of certs.d. */
record EntryFields(Registries registries) {
    private static final String MIRRORS = "mirrors";
    private static final String CONFIGS = "configs";

    /** The mirror or config that is the reason for an entry. */
    String of(String name, HostEntry entry) {
        boolean fromMirror = !entry.endpoints().isEmpty()
                || (entry.server() != null && entry.server().listed() != null);
        String section = fromMirror || !registries.configs().containsKey(key(CONFIGS, name)) ? MIRRORS : CONFIGS;
        return FieldPath.of(section).entry(key(section, name)).toString();
    }

    /** The mirror, or else the config, of a name. */
    String of(String name) {
        String section = registries.mirrors().containsKey(key(MIRRORS, name)) ? MIRRORS : CONFIGS;
        return FieldPath.of(section).entry(key(section, name)).toString();
    }

    /** An endpoint of a mirror; null for the one that the embedded registry adds. */
    @Nullable
    String endpoint(String name, Endpoint endpoint) {
        return endpoint.position() == Endpoint.EMBEDDED
                ? null
                : FieldPath.of(MIRRORS)
                        .entry(key(MIRRORS, name))
                        .field("endpoint")
                        .item(endpoint.position())
                        .toString();
    }

    /** The folder for all other registries is called otherwise in the file, as a rule. */
    private String key(String section, String name) {
        Map<String, ?> of = section.equals(MIRRORS) ? registries.mirrors() : registries.configs();
        return name.equals(HostEntries.WILDCARD_FOLDER) && !of.containsKey(name) ? HostEntries.WILDCARD : name;
    }
}
