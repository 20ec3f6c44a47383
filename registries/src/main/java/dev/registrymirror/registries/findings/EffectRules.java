package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import java.util.Map;

/** Files that change nothing on a node, when nothing that was told already is the reason. */
final class EffectRules {
    private EffectRules() {}

    static void apply(Subject subject) {
        Registries registries = subject.registries();
        if (subject.report().explainsAnything() || writesAnything(registries, subject)) {
            return;
        }
        if (registries.equals(Registries.EMPTY)) {
            subject.report()
                    .add(
                            FindingCode.EmptyFile,
                            "",
                            "there are neither mirrors nor configs, which is the same as no file",
                            "write mirrors: for where images are pulled from, and configs: for credentials and TLS");
        } else if (registries.configs().isEmpty() && isForEmbeddedRegistry(registries.mirrors())) {
            if (subject.context().options().embeddedRegistry() == null) {
                subject.report()
                        .add(
                                FindingCode.EmbeddedRegistryOnly,
                                first(subject),
                                "mirrors without endpoints change nothing, unless the servers run with embedded-registry: true",
                                "without the embedded registry, add the endpoints to pull from");
            }
        } else if (!isOwnOnly(subject)) {
            subject.report()
                    .add(
                            FindingCode.FileWritesNothing,
                            first(subject),
                            "RKE2 writes nothing for containerd because of this: all is pulled as if it were not there",
                            "give mirrors an endpoint, and configs auth or tls");
        }
    }

    private static boolean writesAnything(Registries registries, Subject subject) {
        HostEntries entries =
                HostEntries.of(registries, subject.context().options().withEmbeddedRegistry(null));
        return !entries.entries().isEmpty() || !entries.wildcardByChance().isEmpty();
    }

    private static boolean isOwnOnly(Subject subject) {
        return subject.registries().mirrors().values().stream()
                .anyMatch(mirror -> !mirror.endpoints().isEmpty());
    }

    private static boolean isForEmbeddedRegistry(Map<String, Mirror> mirrors) {
        return mirrors.values().stream().allMatch(Mirror.EMPTY::equals);
    }

    private static String first(Subject subject) {
        return subject.registries().mirrors().keySet().stream()
                .findFirst()
                .map(subject.fields()::mirror)
                .orElseGet(() ->
                        subject.fields().config(subject.registries().configs().firstKey()));
    }
}
