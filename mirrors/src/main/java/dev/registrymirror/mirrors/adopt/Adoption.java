package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.manifest.ManifestWriter;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of turning a registries.yaml into objects. */
public sealed interface Adoption {
    /**
     * Objects that give a node the same again.
     *
     * @param mirror the RegistryMirror
     * @param secrets logins and client certificates that it names, in the order of the file
     * @param configMaps CA bundles that it names, in the order of the file
     */
    record Adopted(RegistryMirror mirror, List<Secret> secrets, List<ConfigMap> configMaps) implements Adoption {
        /** Copies the lists. */
        public Adopted {
            secrets = List.copyOf(secrets);
            configMaps = List.copyOf(configMaps);
        }

        /** The RegistryMirror and the ConfigMaps as manifests: nothing in them is secret. */
        public String openManifests() {
            List<HasMetadata> objects = new ArrayList<>(configMaps);
            objects.add(mirror);
            return ManifestWriter.write(objects);
        }

        /** The Secrets as manifests; nothing where the file has neither logins nor keys that became part of them. */
        public Optional<dev.registrymirror.registries.model.Secret<String>> secretManifests() {
            return secrets.isEmpty()
                    ? Optional.empty()
                    : Optional.of(dev.registrymirror.registries.model.Secret.of(ManifestWriter.write(secrets)));
        }
    }

    /**
     * Something in the file cannot be said by a RegistryMirror, so there is none.
     *
     * @param problems all of it: path in the file, what is wrong and what to do, a sentence each; never a secret
     */
    record Refused(List<String> problems) implements Adoption {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
