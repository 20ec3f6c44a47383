package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.NameRules;
import dev.registrymirror.registries.containerd.Release;
import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.HostConfig;
import java.util.List;
import java.util.Optional;

/** Access for hosts that no endpoint has: the port is another, the name is the mirror's, or nothing has that name. */
final class ConfigRules {
    /** With more hosts than that a name is not compared: the time would grow with the square. */
    private static final int MOST = 500;

    private final Subject subject;
    private final ConfigPorts ports;

    private ConfigRules(Subject subject) {
        this.subject = subject;
        this.ports = new ConfigPorts(subject);
    }

    static void apply(Subject subject) {
        if (subject.report().isAroundExplained(KnownKeys.MIRRORS)) {
            return;
        }
        ConfigRules rules = new ConfigRules(subject);
        subject.registries().configs().forEach((host, config) -> {
            String path = subject.fields().config(host);
            boolean name = NameRules.check(path, host.replace('_', '-')).isEmpty();
            if (!host.equals("*")
                    && name
                    && Subject.says(config)
                    && !subject.report().isAroundExplained(path)) {
                rules.unused(host, config);
            }
        });
    }

    private void unused(String host, HostConfig config) {
        if (!subject.targets().users(host).isEmpty()) {
            ports.otherSpelling(host, config);
            return;
        }
        if (isHiddenHub(host, config)) {
            add(
                    FindingCode.ConfigNeverUsed,
                    Severity.ERROR,
                    host,
                    "containerd takes Docker Hub's login from \"registry-1.docker.io\", where auth is empty: the credentials are never used",
                    "write them for \"registry-1.docker.io\", or remove auth there");
            return;
        }
        if (ports.differ(host, config) || (mirrorOf(host).isEmpty() && ports.otherHalf(host, config))) {
            return;
        }
        if (mirrorOf(host).isPresent()) {
            mirrorName(host, config, mirrorOf(host).get());
        } else if (HostName.isDockerHub(host) || HostName.isWebsite(host)) {
            hub(host);
        } else if (!HostName.canBeInImage(host)
                && (subject.report().isWhole() || !subject.targets().all().isEmpty())) {
            add(
                    FindingCode.ConfigNeverUsed,
                    Severity.ERROR,
                    host,
                    "no endpoint has the host %s, and no image can have it: %s".formatted(host, fate(config)),
                    nearest(host)
                            .map(target -> "write %s, as in the endpoint %s"
                                    .formatted(
                                            Words.quote(target.endpoint().address()),
                                            target.endpoint().text()))
                            .orElse("write the host[:port] of an endpoint, or of the registry that images name"));
        } else {
            nearest(host).ifPresent(target -> near(host, target));
        }
    }

    /** Whether an entry of Docker Hub's other name, which comes first, has an empty login, which takes the place of this one. */
    private boolean isHiddenHub(String host, HostConfig config) {
        HostConfig other = subject.registries().configs().get("registry-1.docker.io");
        return host.equals("docker.io")
                && Subject.hasCredentials(config)
                && other != null
                && other.auth() != null
                && !Subject.hasCredentials(other);
    }

    private void mirrorName(String host, HostConfig config, String registry) {
        List<Target> targets = subject.targets().of(registry);
        boolean elsewhere = !targets.isEmpty()
                && targets.stream().noneMatch(target -> subject.says(target.config()))
                && targets.stream()
                        .noneMatch(target -> HostName.isPublic(target.endpoint().address()))
                && targets.stream()
                        .noneMatch(target ->
                                subject.report().isExplained(subject.fields().endpoint(registry, target.index())));
        if (!elsewhere) {
            return;
        }
        Endpoint endpoint = targets.getFirst().endpoint();
        boolean harmless = endpoint.isHttp() && !Subject.hasCredentials(config);
        // A cache in the own network often wants no login, and the registry itself, which is asked if the cache is
        // down, does.
        boolean usual = HostName.isPublic(host)
                && targets.stream().allMatch(target -> target.endpoint().isHttp());
        Severity severity =
                harmless || usual ? Severity.NOTE : HostName.isPublic(host) ? Severity.WARNING : Severity.ERROR;
        add(
                FindingCode.ConfigForMirrorName,
                severity,
                host,
                "this is for %s itself and not for its endpoint %s: %s"
                        .formatted(
                                host,
                                endpoint.text(),
                                harmless
                                        ? "plain HTTP needs no TLS settings"
                                        : Subject.hasCredentials(config)
                                                ? "the credentials are sent to %s and never to %s"
                                                        .formatted(host, endpoint.address())
                                                : "the TLS settings are not used for %s".formatted(endpoint.address())),
                harmless
                        ? "remove it, or keep it for pulls from %s itself".formatted(host)
                        : "write %s if it is meant for the endpoint".formatted(Words.quote(endpoint.address())));
    }

    /** A mirror of this name, also under the other name of Docker Hub. */
    private Optional<String> mirrorOf(String host) {
        String registry = host.equals("registry-1.docker.io") ? "docker.io" : host;
        return subject.registries().mirrors().containsKey(registry) ? Optional.of(registry) : Optional.empty();
    }

    /** Of Docker Hub's names containerd uses two. */
    private void hub(String host) {
        if (host.equals("docker.io") || host.equals("registry-1.docker.io")) {
            return;
        }
        if (HostName.isDockerHub(host) || host.endsWith("docker.com")) {
            add(
                    FindingCode.ConfigNeverUsed,
                    Severity.ERROR,
                    host,
                    "containerd pulls from Docker Hub at registry-1.docker.io, and never looks up %s".formatted(host),
                    hubName());
        }
    }

    private String hubName() {
        Release release = subject.context().options().release();
        if (release == null) {
            return "write \"docker.io\", and for releases before %s \"registry-1.docker.io\""
                    .formatted(Release.HUB_LOGIN_FROM);
        }
        return release.readsHubLoginUnderItsName() ? "write \"docker.io\"" : "write \"registry-1.docker.io\"";
    }

    /** An endpoint without access of its own, whose host is nearly this one. */
    private Optional<Target> nearest(String host) {
        return ports.open().stream()
                .limit(MOST)
                .filter(target -> HostName.isNear(host, target.endpoint().address()))
                .findFirst();
    }

    private void near(String host, Target target) {
        add(
                FindingCode.ConfigNeverUsed,
                Severity.WARNING,
                host,
                "no endpoint has the host %s, so that it is used only for images whose name begins with %s/: the endpoint %s has no access of its own"
                        .formatted(host, host, target.endpoint().text()),
                "write %s if it is meant for the endpoint"
                        .formatted(Words.quote(target.endpoint().address())));
    }

    private static String fate(HostConfig config) {
        return Subject.hasCredentials(config) ? "the credentials are never used" : "the TLS settings are never used";
    }

    private void add(FindingCode code, Severity severity, String host, String message, String remedy) {
        subject.report().add(code, severity, subject.fields().config(host), message, remedy);
    }
}
