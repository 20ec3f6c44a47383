package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostPort;
import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.containerd.RegistryHost;
import dev.registrymirror.registries.explain.Attempt.Address;
import dev.registrymirror.registries.explain.Attempt.Kind;
import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of the way of all pulls from a registry, before it is known which image.
 *
 * @param kind its kind
 * @param field where it stands in the file, or null
 * @param host what containerd makes of it
 * @param rewrites the rewrites
 * @param tls TLS settings, and where they stand
 * @param login the login, and where it stands
 */
record Hop(Kind kind, @Nullable String field, RegistryHost host, List<Rewrite> rewrites, TlsSettings tls, Login login) {

    /** Digits that a number can have which is looked at; the rest is no port anyway. */
    private static final int MOST_DIGITS = 10;

    /** The same for an image, of whose repository the rewrites make this. */
    Attempt forImage(ImageName image, Rewriting rewriting) {
        List<String> manifests = rewriting.outcomes().stream()
                .map(outcome -> host.manifestUrl(image.registry(), outcome.repository(), image.reference()))
                .toList();
        return new Attempt(kind, field, address(), tls, login.describe(), rewriting, manifests);
    }

    Address address() {
        return new Address(host.url(), overridesPath(), protocol(), problem());
    }

    private boolean overridesPath() {
        Endpoint endpoint = host.endpoint();
        return kind != Kind.REGISTRY && endpoint != null && endpoint.overridePath();
    }

    private Protocol protocol() {
        if (host.fallsBack()) {
            return Protocol.HTTPS_THEN_HTTP;
        }
        return host.scheme().equals("http") ? Protocol.HTTP : Protocol.HTTPS;
    }

    private static boolean isPort(long number) {
        return number >= 1 && number <= 65_535;
    }

    private @Nullable String problem() {
        if (host.host().isEmpty()) {
            return "it has no host";
        }
        Endpoint endpoint = host.endpoint();
        // Of ftp://h containerd makes https://ftp://h.
        boolean foreign =
                kind == Kind.MIRROR && endpoint != null && !endpoint.url().matches("(?s)https?://.*");
        if (foreign || (!host.scheme().equals("http") && !host.scheme().equals("https"))) {
            return "its scheme is neither http nor https";
        }
        String port = HostPort.port(host.host());
        if (port.length() > MOST_DIGITS || (!port.isEmpty() && !isPort(Long.parseLong(port)))) {
            return "its port is not a number from 1 to 65535";
        }
        String name = port.isEmpty()
                ? host.host().replaceFirst(":$", "")
                : host.host().substring(0, host.host().length() - port.length() - 1);
        return name.equalsIgnoreCase("http") || name.equalsIgnoreCase("https")
                ? "a scheme stands where its host should be"
                : null;
    }
}
