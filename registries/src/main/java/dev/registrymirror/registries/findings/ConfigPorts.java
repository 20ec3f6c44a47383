package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.HostPort;
import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.HostConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Access for another port than an endpoint's, or for the same port that is written in another way: it is looked up to the letter. */
final class ConfigPorts {
    private final Subject subject;

    /** Of the endpoints without access of their own the first of each host, in small letters. */
    private final Map<String, Target> open = new LinkedHashMap<>();

    /** The same by host and port, also where the port is not written. */
    private final Map<String, Target> openPorts = new HashMap<>();

    /** Of the endpoints with TLS settings and no login the first of each host. */
    private final Map<String, Target> withoutLogin = new HashMap<>();

    /** Of the https endpoints with a login and no TLS settings the first of each host. */
    private final Map<String, Target> withoutTls = new HashMap<>();

    ConfigPorts(Subject subject) {
        this.subject = subject;
        subject.targets().all().forEach(this::target);
    }

    private void target(Target target) {
        Endpoint endpoint = target.endpoint();
        HostConfig config =
                target.config() == null ? null : subject.registries().configs().get(target.config());
        if (config == null || !Subject.says(config)) {
            open.putIfAbsent(endpoint.host().toLowerCase(Locale.ROOT), target);
            openPorts.putIfAbsent(endpoint.host() + ":" + endpoint.usualPort(), target);
        } else if (!Subject.hasCredentials(config)) {
            withoutLogin.putIfAbsent(endpoint.host(), target);
        } else if (!Subject.hasTls(config) && !endpoint.isHttp()) {
            withoutTls.putIfAbsent(endpoint.host(), target);
        }
    }

    /** The endpoints without access of their own, of each host the first. */
    Collection<Target> open() {
        return open.values();
    }

    /** Tells of a configuration that no endpoint has, while one of the same host has none. */
    boolean differ(String host, HostConfig config) {
        Target target = open.get(HostPort.withoutPort(host).toLowerCase(Locale.ROOT));
        if (target != null) {
            differ(host, config, target);
        }
        return target != null;
    }

    private void differ(String host, HostConfig config, Target target) {
        Endpoint endpoint = target.endpoint();
        if (!endpoint.host().equals(HostPort.withoutPort(host))) {
            add(
                    FindingCode.ConfigNeverUsed,
                    Severity.ERROR,
                    host,
                    "the endpoint %s of %s is written with other capitals, and %s is looked up to the letter: %s there"
                            .formatted(
                                    endpoint.text(),
                                    Words.quote(target.registry()),
                                    Words.quote(host),
                                    unusedAt(config)),
                    "write %s, as in the endpoint, or both in small letters"
                            .formatted(Words.quote(endpoint.address())));
            return;
        }
        boolean itself = target.registry().equals(host)
                && !endpoint.isHttp()
                && List.of("", "443").contains(endpoint.port())
                && List.of("", "443").contains(HostPort.port(host));
        boolean harmless = endpoint.isHttp() && !Subject.hasCredentials(config);
        String wanted = endpoint.port().isEmpty() ? "no port" : "the port " + endpoint.port();
        add(
                FindingCode.ConfigPortDiffers,
                harmless ? Severity.NOTE : itself ? Severity.WARNING : Severity.ERROR,
                host,
                "the endpoint %s of %s has %s, and %s is looked up to the letter: %s there"
                        .formatted(
                                endpoint.text(),
                                Words.quote(target.registry()),
                                wanted,
                                Words.quote(host),
                                unusedAt(config)),
                harmless
                        ? "remove it, since plain HTTP needs no TLS settings"
                        : "write %s, as in the endpoint".formatted(Words.quote(endpoint.address())));
    }

    /**
     * Tells of an endpoint without access of its own that is the same server as others, which have this one: of both one has the
     * scheme's usual port written, and the other has not.
     */
    void otherSpelling(String host, HostConfig config) {
        String port = HostPort.port(host);
        List<String> ports = port.isEmpty() ? List.of("443", "80") : List.of(port);
        ports.stream()
                .flatMap(one -> Stream.ofNullable(openPorts.get(HostPort.withoutPort(host) + ":" + one)))
                .filter(target -> !port.isEmpty() || target.endpoint().isUsualPort())
                .filter(target ->
                        !subject.report().isExplained(subject.fields().endpoint(target.registry(), target.index())))
                .findFirst()
                .ifPresent(target -> otherSpelling(host, config, target));
    }

    private void otherSpelling(String host, HostConfig config, Target target) {
        Endpoint endpoint = target.endpoint();
        if (endpoint.isHttp() && !Subject.hasCredentials(config)) {
            return;
        }
        add(
                FindingCode.ConfigPortDiffers,
                Severity.ERROR,
                host,
                "it is used for other endpoints, but %s of %s is written %s port, and %s is looked up to the letter: %s there"
                        .formatted(
                                endpoint.text(),
                                Words.quote(target.registry()),
                                endpoint.port().isEmpty() ? "without" : "with its",
                                Words.quote(host),
                                unusedAt(config)),
                "write all endpoints of this host in the same way, or the same access for %s, too"
                        .formatted(Words.quote(endpoint.address())));
    }

    /** Tells of an endpoint on another port of this host whose own entry has TLS settings and no login, while this one has a login. */
    boolean otherHalf(String host, HostConfig config) {
        Optional<Target> target = withOtherHalf(host, config);
        target.ifPresent(it -> half(host, config, it));
        return target.isPresent();
    }

    private Optional<Target> withOtherHalf(String host, HostConfig config) {
        boolean both = Subject.hasCredentials(config) && Subject.hasTls(config);
        return both || HostName.isPublic(host)
                ? Optional.empty()
                : Optional.ofNullable(
                        (Subject.hasCredentials(config) ? withoutLogin : withoutTls).get(HostPort.withoutPort(host)));
    }

    private void half(String host, HostConfig config, Target target) {
        add(
                FindingCode.ConfigPortDiffers,
                Severity.WARNING,
                host,
                "the endpoint %s of %s takes its access from %s alone, and %s there"
                        .formatted(
                                target.endpoint().text(),
                                Words.quote(target.registry()),
                                Words.quote(String.valueOf(target.config())),
                                unusedAt(config)),
                "write it into the entry %s if it is meant for the endpoint"
                        .formatted(Words.quote(String.valueOf(target.config()))));
    }

    private static String unusedAt(HostConfig config) {
        return Subject.hasCredentials(config) ? "the credentials are not used" : "the TLS settings are not used";
    }

    private void add(FindingCode code, Severity severity, String host, String message, String remedy) {
        subject.report().add(code, severity, subject.fields().config(host), message, remedy);
    }
}
