package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.HostConfig;

/** {@code "*"} in configs, which does next to nothing. */
final class WildcardRules {
    private WildcardRules() {}

    static void apply(Subject subject) {
        HostConfig config = subject.registries().configs().get("*");
        String path = subject.fields().config("*");
        if (config == null || !Subject.says(config) || subject.report().isExplained(path)) {
            return;
        }
        boolean mirrored = subject.registries().mirrors().containsKey("*");
        boolean credentials = Subject.hasCredentials(config);
        boolean tls = Subject.hasTls(config);
        boolean whole = !credentials && !mirrored && isSecure(config) && !isMissed(subject);
        String endpoint = subject.targets().all().stream()
                .filter(target -> !subject.says(target.config()))
                .findFirst()
                .map(target -> Words.quote(target.endpoint().address()))
                .orElse("the host[:port] of each endpoint and registry");
        subject.report()
                .add(
                        FindingCode.WildcardConfig,
                        credentials || mirrored ? Severity.ERROR : whole ? Severity.NOTE : Severity.WARNING,
                        path,
                        credentials && tls
                                ? "containerd never uses credentials of \"*\", and its TLS settings %s"
                                        .formatted(reach(mirrored))
                                : credentials
                                        ? "containerd never uses credentials of \"*\""
                                        : "TLS settings of \"*\" %s".formatted(reach(mirrored)),
                        whole
                                ? "nothing, if there is no other entry; one that is added needs TLS settings of its own"
                                : "write the entry for %s itself".formatted(endpoint));
        subject.registries().configs().forEach((host, other) -> {
            // With auth or tls, empty or not, RKE2 writes a folder, which does keep it away.
            boolean nothing = other.auth() == null && other.tls() == null;
            if (!host.equals("*") && nothing && tls && !mirrored) {
                subject.report()
                        .add(
                                FindingCode.EmptyConfig,
                                subject.fields().config(host),
                                "an empty entry writes nothing, and so does not keep \"*\" away from %s"
                                        .formatted(host),
                                "give \"*\" up and name the hosts that need these settings");
            }
        });
    }

    private static boolean isSecure(HostConfig config) {
        return config.tls() != null && !config.tls().insecureSkipVerify();
    }

    /** Whether an endpoint or a host does not get the settings because it has an entry. */
    private static boolean isMissed(Subject subject) {
        return !subject.targets().all().isEmpty()
                || subject.registries().configs().entrySet().stream()
                        .anyMatch(entry -> !entry.getKey().equals("*")
                                && Subject.says(entry.getValue())
                                && !Subject.hasTls(entry.getValue()));
    }

    private static String reach(boolean mirrored) {
        return mirrored
                ? "are lost because there is a mirror \"*\", too"
                : "hold only for registries that have no entry in mirrors and configs, at their own address, and for no endpoint";
    }
}
