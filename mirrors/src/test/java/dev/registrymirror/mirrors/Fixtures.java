package dev.registrymirror.mirrors;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects as a user writes them, and the certificates of the test resources. */
public final class Fixtures {
    private Fixtures() {}

    /** A RegistryMirror with this spec, indented by two spaces. */
    public static RegistryMirror mirror(String name, String spec) {
        return Serialization.unmarshal("""
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: %s, generation: 1, uid: uid-%s, resourceVersion: "1"}
                spec:
                %s
                """.formatted(name, name, spec.indent(2)), RegistryMirror.class);
    }

    /** A PEM file of the test resources. */
    public static String pem(String name) {
        try (var stream = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/certificates/" + name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
