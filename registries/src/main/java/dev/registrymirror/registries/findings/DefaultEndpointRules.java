package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.HostPort;
import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.regexp.GoPattern;
import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.List;

/** Mirrors that list the registry itself: last, it takes the place of the default endpoint and loses the rewrites. */
final class DefaultEndpointRules {
    private final Subject subject;

    private DefaultEndpointRules(Subject subject) {
        this.subject = subject;
    }

    static void apply(Subject subject) {
        DefaultEndpointRules rules = new DefaultEndpointRules(subject);
        subject.registries().mirrors().forEach((registry, mirror) -> {
            if (!subject.context().options().disableDefaultEndpoint()
                    || subject.registries().configs().containsKey(registry)) {
                rules.mirror(registry, mirror);
            }
        });
    }

    private void mirror(String registry, Mirror mirror) {
        Endpoint own = Subject.ownEndpoint(registry).orElse(null);
        List<Target> targets = subject.targets().of(registry);
        if (own == null) {
            return;
        }
        for (Target target : targets) {
            boolean itself = target.endpoint().url().equals(own.url());
            boolean last = target.index() == mirror.endpoints().size() - 1;
            if (itself && last) {
                last(target, mirror);
            } else if (!mirror.rewrites().isEmpty() && (itself || isUpstream(registry, target))) {
                add(
                        FindingCode.RewriteAtRegistry,
                        Severity.WARNING,
                        target,
                        "the rewrites apply at this endpoint, too: %s is asked for the rewritten names, which it does not have"
                                .formatted(target.endpoint().address()),
                        "remove it from the list: containerd asks the registry itself last, with the image's own name");
            }
        }
    }

    /** Whether no rewrite changes any name, as with those that only show where images come from; of what takes too long to see it is not. */
    private static boolean changesNothing(String registry, Mirror mirror) {
        GoPatterns patterns = new GoPatterns();
        Effort effort = new Effort();
        return mirror.rewrites().entrySet().stream().allMatch(entry -> {
            List<String> names = Repositories.likely(registry, entry.getKey());
            if (!(patterns.of(entry.getKey()) instanceof GoPattern.Usable pattern)
                    || !effort.isEnough(pattern, names)) {
                return false;
            }
            Rewrite rewrite = Rewrite.of("", entry.getKey(), pattern, entry.getValue(), names);
            return !rewrite.samples().isEmpty()
                    && rewrite.samples().stream()
                            .allMatch(name -> rewrite.result(name).equals(name));
        });
    }

    private void last(Target target, Mirror mirror) {
        boolean only = mirror.endpoints().size() == 1;
        String registry = target.registry();
        if (mirror.rewrites().isEmpty()) {
            boolean alone = !subject.says(registry) && !subject.says(target.config());
            if (only && alone && isLeftToWildcard()) {
                add(
                        FindingCode.WildcardApplies,
                        Severity.WARNING,
                        target,
                        "RKE2 writes nothing for a registry's own address, and so pulls from %s go to the endpoints of \"*\""
                                .formatted(registry),
                        "to leave %s out, write its own address with the port: %s"
                                .formatted(registry, MirrorRules.withPort(registry)));
            } else if (only
                    && alone
                    && target.endpoint().written()
                    && !subject.report().explainsAnything()) {
                add(
                        FindingCode.OwnEndpointOnly,
                        Severity.NOTE,
                        target,
                        "the mirror changes nothing: containerd asks %s without being told".formatted(registry),
                        "remove it, or keep it if it only shows where images come from");
            }
            return;
        }
        if (changesNothing(registry, mirror)) {
            return;
        }
        String key = HostPort.port(registry).isEmpty() && subject.says(target.config())
                ? ", and its access in configs for %s, too"
                        .formatted(Words.quote(MirrorRules.withPort(registry).substring("https://".length())))
                : "";
        add(
                FindingCode.RewriteLostAtDefault,
                only ? Severity.ERROR : Severity.NOTE,
                target,
                only
                        ? "the rewrites never apply: an endpoint that is the registry's own address, and last in the list, is asked for the image's own name"
                        : "no rewrite applies at this endpoint, because it is the registry's own address and last in the list",
                only
                        ? "write the port, which makes it another address: %s%s"
                                .formatted(MirrorRules.withPort(registry), key)
                        : "leave it out: containerd asks the registry itself last, without being told");
    }

    private boolean isLeftToWildcard() {
        Mirror wildcard = subject.registries().mirrors().get("*");
        return wildcard != null
                && !wildcard.endpoints().isEmpty()
                && subject.context().options().embeddedRegistry() == null;
    }

    /** Docker Hub's other names, which containerd does not take for the registry itself. */
    private static boolean isUpstream(String registry, Target target) {
        return registry.equals("docker.io")
                && HostName.isDockerHub(target.endpoint().address())
                && target.index() > 0;
    }

    private void add(FindingCode code, Severity severity, Target target, String message, String remedy) {
        subject.report()
                .add(code, severity, subject.fields().endpoint(target.registry(), target.index()), message, remedy);
    }
}
