package dev.registrymirror.operator.grant;

import dev.registrymirror.operator.plan.Slots;
import dev.registrymirror.operator.plan.Slots.Slot;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The slots, in one ConfigMap. They are read from the API server and not from a cache, and replaced only where nobody else has since. */
public final class SlotStore {
    private static final String NEXT = "nextSequence";
    private static final String HELD = "held";

    private final KubernetesClient client;
    private final String namespace;

    public SlotStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Slots as they were read.
     *
     * @param version null where there was no ConfigMap
     */
    public record Stored(Slots slots, @Nullable String version) {}

    /**
     * The slots of now.
     *
     * @throws IllegalStateException if somebody wrote something else into the ConfigMap
     */
    public Stored read() {
        ConfigMap map = resource().get();
        return map == null
                ? new Stored(Slots.NONE, null)
                : new Stored(parse(map.getData()), map.getMetadata().getResourceVersion());
    }

    /** Replaces what was read; false where somebody else was first. */
    public boolean replace(Stored read, Slots slots) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(Watches.SLOTS)
                .withNamespace(namespace)
                .withResourceVersion(read.version())
                .endMetadata()
                .withData(Map.of(NEXT, Long.toString(slots.nextSequence()), HELD, text(slots)))
                .build();
        var target = client.configMaps().inNamespace(namespace).resource(map);
        try {
            if (read.version() == null) target.create();
            else target.update();
            return true;
        } catch (KubernetesClientException e) {
            if (Preconditions.failed(e)) return false;
            throw e;
        }
    }

    private Resource<ConfigMap> resource() {
        return client.configMaps().inNamespace(namespace).withName(Watches.SLOTS);
    }

    /** One line per holder: node, UID, sequence. */
    private static String text(Slots slots) {
        return slots.held().entrySet().stream()
                .map(held -> held.getKey()
                        + ' '
                        + held.getValue().nodeUID()
                        + ' '
                        + held.getValue().sequence()
                        + '\n')
                .collect(Collectors.joining());
    }

    private static Slots parse(@Nullable Map<String, String> data) {
        try {
            if (data == null) throw new IllegalArgumentException("it is empty");
            var held = new TreeMap<String, Slot>();
            for (String line : data.getOrDefault(HELD, "").lines().toList()) {
                String[] fields = line.split(" ", -1);
                if (fields.length != 3)
                    throw new IllegalArgumentException("\"" + line + "\" is not node, UID, sequence");
                held.put(fields[0], new Slot(fields[1], Long.parseLong(fields[2])));
            }
            return new Slots(Long.parseLong(data.getOrDefault(NEXT, "")), held);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "ConfigMap " + Watches.SLOTS + " cannot be read: " + e.getMessage()
                            + "; delete it to have it made anew from what the NodeRegistries say",
                    e);
        }
    }
}
