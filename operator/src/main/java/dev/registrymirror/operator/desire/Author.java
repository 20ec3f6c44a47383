package dev.registrymirror.operator.desire;

import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.resolve.Resolution;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A RegistryMirror with its references resolved. */
public record Author(RegistryMirror mirror, Resolution resolution) {

    String name() {
        return mirror.getMetadata().getName();
    }

    boolean selects(Map<String, String> labels) {
        @Nullable
        NodeSelector selector =
                mirror.getSpec() == null ? null : mirror.getSpec().nodeSelector();
        return selector == null || selector.matches(labels);
    }
}
