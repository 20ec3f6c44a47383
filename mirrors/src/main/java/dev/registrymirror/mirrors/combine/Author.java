package dev.registrymirror.mirrors.combine;

import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.resolve.Resolution;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A RegistryMirror with its references resolved. */
public record Author(RegistryMirror mirror, Resolution resolution) {

    /** Name of the RegistryMirror. */
    public String name() {
        return mirror.getMetadata().getName();
    }

    /** Those of them that select a node with these labels, in their order. */
    public static List<Author> selecting(Collection<Author> authors, Map<String, String> labels) {
        return authors.stream().filter(author -> author.selects(labels)).toList();
    }

    private boolean selects(Map<String, String> labels) {
        @Nullable
        NodeSelector selector =
                mirror.getSpec() == null ? null : mirror.getSpec().nodeSelector();
        return selector == null || selector.matches(labels);
    }
}
