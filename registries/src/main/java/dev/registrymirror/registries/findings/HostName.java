package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.containerd.HostPort;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of registries, as images and configurations have them. */
final class HostName {
    /** Registries that belong to everybody: what is pulled through a mirror of several of them came from different places. */
    private static final Set<String> PUBLIC = Set.of(
            "docker.io",
            "registry-1.docker.io",
            "index.docker.io",
            "quay.io",
            "ghcr.io",
            "gcr.io",
            "us.gcr.io",
            "eu.gcr.io",
            "asia.gcr.io",
            "mirror.gcr.io",
            "k8s.gcr.io",
            "registry.k8s.io",
            "mcr.microsoft.com",
            "public.ecr.aws",
            "registry.gitlab.com",
            "registry.access.redhat.com",
            "registry.redhat.io",
            "registry.suse.com",
            "registry.opensuse.org",
            "registry.rancher.com",
            "registry.fedoraproject.org",
            "nvcr.io",
            "lscr.io",
            "icr.io",
            "cgr.dev",
            "docker.elastic.co",
            "docker.n8n.io",
            "container-registry.oracle.com",
            "xpkg.upbound.io",
            "reg.kyverno.io",
            "codeberg.org");

    /** Words that people write for a registry, and the name that its images have. */
    private static final Map<String, String> NICKNAMES = Map.ofEntries(
            Map.entry("docker", "docker.io"),
            Map.entry("dockerhub", "docker.io"),
            Map.entry("docker-hub", "docker.io"),
            Map.entry("hub", "docker.io"),
            Map.entry("dockerio", "docker.io"),
            Map.entry("docker-io", "docker.io"),
            Map.entry("library", "docker.io"),
            Map.entry("docker.com", "docker.io"),
            Map.entry("hub.docker.com", "docker.io"),
            Map.entry("www.docker.com", "docker.io"),
            Map.entry("registry.hub.docker.com", "docker.io"),
            Map.entry("registry.docker.io", "docker.io"),
            Map.entry("index.docker.io", "docker.io"),
            Map.entry("registry-1.docker.io", "docker.io"),
            Map.entry("all", "*"),
            Map.entry("any", "*"),
            Map.entry("default", "*"),
            Map.entry("ghcr", "ghcr.io"),
            Map.entry("github", "ghcr.io"),
            Map.entry("github.com", "ghcr.io"),
            Map.entry("quay", "quay.io"),
            Map.entry("quay.com", "quay.io"),
            Map.entry("gcr", "gcr.io"),
            Map.entry("k8s", "registry.k8s.io"),
            Map.entry("k8s.io", "registry.k8s.io"),
            Map.entry("registry.k8s", "registry.k8s.io"),
            Map.entry("k8s.registry.io", "registry.k8s.io"),
            Map.entry("gitlab", "registry.gitlab.com"),
            Map.entry("mcr", "mcr.microsoft.com"),
            Map.entry("microsoft", "mcr.microsoft.com"));

    /** Sites of registries that are no registries themselves. */
    private static final Set<String> WEBSITES =
            Set.of("hub.docker.com", "docker.com", "www.docker.com", "github.com", "quay.com", "www.quay.io");

    /** Addresses of Docker Hub that containerd takes for registries of their own, so that an image may be named by them. */
    private static final Set<String> OTHER_HUBS = Set.of("registry-1.docker.io", "registry.hub.docker.com");

    private static final List<String> DOCKER_HUB = List.of("docker.io", "registry-1.docker.io", "index.docker.io");

    private HostName() {}

    /** Whether the part of an image before its first slash can be this name; containerd takes all else for a path at docker.io. */
    static boolean canBeInImage(String name) {
        return name.equals("*")
                || name.indexOf('.') >= 0
                || name.indexOf(':') >= 0
                || name.equals("localhost")
                || !name.equals(name.toLowerCase(Locale.ROOT));
    }

    static boolean isPublic(String name) {
        return PUBLIC.contains(name) || name.endsWith(".pkg.dev");
    }

    static boolean isWebsite(String host) {
        return WEBSITES.contains(host);
    }

    static boolean isOtherHub(String name) {
        return OTHER_HUBS.contains(name);
    }

    static boolean isDockerHub(String name) {
        return DOCKER_HUB.contains(name);
    }

    /** What the registry is called in images that people mean by this name. */
    static Optional<String> meant(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Optional<String> nickname = Optional.ofNullable(NICKNAMES.get(lower));
        if (nickname.isPresent() || PUBLIC.contains(name)) {
            return nickname;
        }
        if (PUBLIC.contains(lower)) {
            return Optional.of(lower);
        }
        if (lower.endsWith(":443") && !lower.startsWith("localhost:")) {
            return Optional.of(HostPort.withoutPort(lower));
        }
        if (!name.equals(lower)) {
            return Optional.of(lower);
        }
        return PUBLIC.stream()
                .filter(known -> known.length() >= 7 && Spelling.isOneSlip(known, lower))
                .sorted()
                .findFirst();
    }

    /** Whether a host is nearly that of an address: a domain that is left out or cut off, or a slip of the pen. */
    static boolean isNear(String name, String address) {
        String one = HostPort.withoutPort(name);
        String other = HostPort.withoutPort(address);
        boolean ip = other.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return !ip
                && (other.startsWith(one + ".")
                        || one.startsWith(other + ".")
                        || (other.length() > 7 && Spelling.isOneSlip(one, other) && !isAnother(one, other)));
    }

    /** Whether the difference is a number or a letter by which hosts are told apart: cache-b. */
    private static boolean isAnother(String one, String other) {
        boolean numbered = one.replaceAll("[0-9]", "").equals(other.replaceAll("[0-9]", ""));
        return numbered || (one.length() == other.length() && !Spelling.isMixedUp(one, other));
    }
}
