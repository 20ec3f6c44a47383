package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.HostPort;
import dev.registrymirror.registries.model.Mirror;
import java.util.Optional;

/** Mirrors as a whole: names that no image has, and mirrors that have nowhere to go. */
final class MirrorRules {
    private final Subject subject;
    private final boolean anyEndpoint;

    private MirrorRules(Subject subject) {
        this.subject = subject;
        this.anyEndpoint = subject.registries().mirrors().values().stream()
                .anyMatch(mirror -> !mirror.endpoints().isEmpty());
    }

    static void apply(Subject subject) {
        MirrorRules rules = new MirrorRules(subject);
        subject.registries().mirrors().forEach((registry, mirror) -> {
            rules.name(registry);
            rules.nowhere(registry, mirror);
            rules.kept(registry, mirror);
        });
    }

    private void name(String registry) {
        String path = subject.fields().mirror(registry);
        if (subject.report().isExplained(path) || registry.equals("*")) {
            return;
        }
        Optional<String> meant = HostName.meant(registry);
        String quoted = Words.quote(registry);
        if (!HostName.canBeInImage(registry)) {
            add(
                    path,
                    Severity.ERROR,
                    "no image has the registry %s, which has no dot, no colon and is not localhost: %s/app is docker.io/%s/app, and the mirror is never used"
                            .formatted(quoted, registry, registry),
                    meant.map(name -> name.equals("*")
                                    ? "write \"*\" for all registries"
                                    : "write %s, the registry as images name it".formatted(Words.quote(name)))
                            .orElse("write the registry as images name it, with its domain or port, such as %s"
                                    .formatted(Words.quote(likely(registry)))));
        } else if (meant.isPresent() && HostName.isDockerHub(meant.get()) && !HostName.isOtherHub(registry)) {
            boolean beside = subject.registries().mirrors().containsKey("docker.io");
            add(
                    path,
                    beside ? Severity.NOTE : Severity.ERROR,
                    "images of Docker Hub are those of \"docker.io\" to containerd, also where they are named otherwise: a mirror for %s is never used for them"
                            .formatted(quoted),
                    beside ? "remove it: \"docker.io\" is there, too" : "write \"docker.io\"");
        } else if (meant.isPresent() && !subject.registries().mirrors().containsKey(meant.get())) {
            add(
                    path,
                    Severity.WARNING,
                    "the mirror is used for images whose name begins with %s/, and for no others".formatted(registry),
                    "write %s if that is what was meant"
                            .formatted(Words.quote(
                                    HostName.canBeInImage(meant.get()) ? meant.get() : likely(meant.get()))));
        }
    }

    private void nowhere(String registry, Mirror mirror) {
        String path = subject.fields().mirror(registry);
        if (!mirror.endpoints().isEmpty()
                || subject.report().isExplained(path)
                || subject.report().has(FindingCode.DuplicateKey, path)) {
            return;
        }
        Mirror wildcard = subject.registries().mirrors().get("*");
        if (!mirror.rewrites().isEmpty()) {
            subject.report()
                    .add(
                            FindingCode.RewriteWithoutEndpoint,
                            path,
                            "the rewrites never apply: there is no endpoint, and neither the registry itself nor the embedded registry is asked for rewritten names",
                            registry.equals("*")
                                    ? "add the endpoint that has the images under the other names"
                                    : "add the endpoint that has the images under the other names; for the registry itself with its port, such as https://%s:443"
                                            .formatted(
                                                    registry.equals("docker.io") ? "registry-1.docker.io" : registry));
        } else if (wildcard != null && !wildcard.endpoints().isEmpty() && !embedded()) {
            boolean shielded = subject.says(registry);
            if (!shielded) {
                subject.report()
                        .add(
                                FindingCode.WildcardApplies,
                                path,
                                "a mirror without endpoints writes nothing, and so pulls from %s go to the endpoints of \"*\""
                                        .formatted(registry),
                                "to leave %s out, give it its own address as endpoint, with its port: %s"
                                        .formatted(registry, withPort(registry)));
            }
        } else if (!embedded() && anyEndpoint) {
            subject.report()
                    .add(
                            FindingCode.MirrorWithoutEndpoint,
                            path,
                            "the mirror has no endpoint and changes nothing, unless the servers run with embedded-registry: true",
                            "add an endpoint, or remove it if there is no embedded registry");
        }
    }

    /** Switching default endpoints off does nothing where there is a configuration of the same name, or no endpoint. */
    private void kept(String registry, Mirror mirror) {
        if (subject.context().options().disableDefaultEndpoint()
                && !registry.equals("*")
                && !mirror.endpoints().isEmpty()
                && subject.registries().configs().containsKey(registry)) {
            subject.report()
                    .add(
                            FindingCode.DefaultEndpointStays,
                            subject.fields().config(registry),
                            "disable-default-registry-endpoint does not hold for %s, because it has an entry in configs: containerd falls back to the registry itself"
                                    .formatted(registry),
                            "remove this entry if nothing may be pulled from %s itself".formatted(registry));
        }
    }

    private boolean embedded() {
        return subject.context().options().embeddedRegistry() != null;
    }

    /** What images may be called: like the endpoint, if nothing better is known. */
    private String likely(String registry) {
        return subject.targets().of(registry).stream()
                .map(target -> target.endpoint().address())
                .filter(HostName::canBeInImage)
                .findFirst()
                .orElse(registry + ".example.com");
    }

    static String withPort(String registry) {
        String host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
        return "https://" + (HostPort.port(host).isEmpty() ? host + ":443" : host);
    }

    private void add(String path, Severity severity, String message, String remedy) {
        subject.report().add(FindingCode.MirrorNeverUsed, severity, path, message, remedy);
    }
}
