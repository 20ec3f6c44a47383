package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.HostConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Endpoints that containerd can use, but not as it was meant. */
final class EndpointFindings {
    /** Paths at which Artifactory and Nexus have whole registries. */
    private static final Pattern MOUNTED = Pattern.compile("/api/docker/[^/]+/?$|^/repository/[^/]+/?$");

    private final Subject subject;

    private EndpointFindings(Subject subject) {
        this.subject = subject;
    }

    static void apply(Subject subject) {
        EndpointFindings rules = new EndpointFindings(subject);
        subject.targets().all().stream()
                .filter(target -> !subject.report().isExplained(rules.path(target)))
                .forEach(rules::target);
        subject.registries().mirrors().keySet().forEach(rules::twice);
        rules.shared();
    }

    private void target(Target target) {
        Endpoint endpoint = target.endpoint();
        if (HostName.isWebsite(endpoint.host())) {
            add(
                    FindingCode.EndpointIsNoRegistry,
                    Severity.ERROR,
                    target,
                    "%s is a web site and no registry: every pull that comes to it fails there"
                            .formatted(endpoint.host()),
                    endpoint.host().endsWith("docker.com")
                            ? "write https://registry-1.docker.io, or leave it out: containerd asks the registry itself last, without being told"
                            : "write the registry's own address");
            return;
        }
        if (endpoint.host().chars().allMatch(c -> c >= '0' && c <= '9')) {
            add(
                    FindingCode.EndpointIsNoRegistry,
                    Severity.ERROR,
                    target,
                    "%s is taken for the name of a host, which has no such name".formatted(endpoint.host()),
                    "write the host in front of the port, as in https://registry.example.com:5000");
            return;
        }
        if (!endpoint.written()) {
            scheme(target);
        } else if (endpoint.port().equals(endpoint.isHttp() ? "443" : "80")) {
            String other = endpoint.isHttp() ? "https" : "http";
            add(
                    FindingCode.EndpointPort,
                    Severity.WARNING,
                    target,
                    "containerd speaks %s to port %s, where %s is usual"
                            .formatted(endpoint.scheme(), endpoint.port(), other),
                    "write %s://%s if that is what answers there".formatted(other, endpoint.host()));
        }
        path(target, endpoint);
    }

    private void scheme(Target target) {
        Endpoint endpoint = target.endpoint();
        HostConfig config = target.config() == null
                ? HostConfig.EMPTY
                : subject.registries().configs().getOrDefault(target.config(), HostConfig.EMPTY);
        if (endpoint.isHttp() || Subject.hasTls(config)) {
            return;
        }
        boolean plain = !endpoint.port().isEmpty() && !endpoint.port().endsWith("443");
        add(
                FindingCode.SchemeMissing,
                plain ? Severity.WARNING : Severity.NOTE,
                target,
                "without a scheme it is https, and containerd never tries plain HTTP there",
                plain
                        ? "write http://%s if the registry speaks plain HTTP, else https://%s"
                                .formatted(endpoint.text(), endpoint.text())
                        : "write https://%s".formatted(endpoint.text()));
    }

    private void path(Target target, Endpoint endpoint) {
        String path = endpoint.path();
        if (path.isEmpty() || path.equals("/") || List.of(path.split("/")).contains("v2")) {
            return;
        }
        String cut = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        add(
                FindingCode.EndpointPath,
                Severity.WARNING,
                target,
                "a path is taken as it stands: containerd asks %s%s/REPOSITORY/manifests/TAG, without the /v2 that every registry's API has"
                        .formatted(endpoint.origin(), cut),
                path.startsWith("/v1")
                        ? "write " + endpoint.origin()
                        : MOUNTED.matcher(path).find()
                                ? "write %s%s/v2".formatted(endpoint.origin(), cut)
                                : "write %s/v2%s for a registry that has the images below %s, or %s%s/v2 for one that is mounted there"
                                        .formatted(endpoint.origin(), cut, cut.substring(1), endpoint.origin(), cut));
    }

    private void twice(String registry) {
        Set<String> seen = new HashSet<>();
        for (Target target : subject.targets().of(registry)) {
            if (!seen.add(target.endpoint().url())) {
                add(
                        FindingCode.DuplicateEndpoint,
                        Severity.NOTE,
                        target,
                        "it stands in this list before, and RKE2 passes over the second one",
                        "remove it");
            }
        }
    }

    /** Public registries whose images become indistinguishable at one mirror. */
    private void shared() {
        Map<String, List<Target>> byUrl = new LinkedHashMap<>();
        for (Target target : subject.targets().all()) {
            boolean plain = target.mirror().rewrites().isEmpty();
            if (plain
                    && HostName.isPublic(target.registry())
                    && !HostName.isPublic(target.endpoint().address())
                    && !subject.report().isExplained(path(target))) {
                byUrl.computeIfAbsent(target.endpoint().url(), _ -> new ArrayList<>())
                        .add(target);
            }
        }
        Set<List<String>> told = new HashSet<>();
        byUrl.values().forEach(targets -> {
            Map<String, String> byContent = new LinkedHashMap<>();
            targets.forEach(target -> byContent.putIfAbsent(sameContent(target.registry()), target.registry()));
            List<String> registries = List.copyOf(byContent.values());
            if (registries.size() > 1 && told.add(registries)) {
                shared(targets.getFirst(), registries);
            }
        });
    }

    private void shared(Target first, List<String> registries) {
        add(
                FindingCode.SharedEndpoint,
                Severity.NOTE,
                first,
                "%s go to this one endpoint under the same names: right where copies were pushed under these names, or where the query ?ns= is looked at; a cache of one registry has only that one's images"
                        .formatted(Words.list(registries)),
                "for a proxy with one project for each registry rewrite \"^(.*)$\" to \"%s/$1\", \"%s/$1\" and so on"
                        .formatted(registries.get(0), registries.get(1)));
    }

    private static String sameContent(String registry) {
        return HostName.isDockerHub(registry)
                ? "docker.io"
                : registry.equals("k8s.gcr.io") ? "registry.k8s.io" : registry;
    }

    private String path(Target target) {
        return subject.fields().endpoint(target.registry(), target.index());
    }

    private void add(FindingCode code, Severity severity, Target target, String message, String remedy) {
        subject.report().add(code, severity, path(target), message, remedy);
    }
}
