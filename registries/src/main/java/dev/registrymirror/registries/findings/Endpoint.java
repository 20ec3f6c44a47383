package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.EndpointRules;
import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.HostPort;
import java.util.Locale;
import java.util.Optional;

/**
 * An endpoint as containerd gets it.
 *
 * @param text how it is written
 * @param written whether it has a scheme of its own
 * @param scheme http or https
 * @param host the host without port
 * @param port the port as it is written, or empty
 * @param path the path as it is written, or empty
 */
record Endpoint(String text, boolean written, String scheme, String host, String port, String path) {
    /** What an endpoint means; nothing if it can mean nothing, which is told elsewhere. */
    static Optional<Endpoint> of(String text) {
        if (!isUsable(text)) {
            return Optional.empty();
        }
        int schemeEnd = text.indexOf("://");
        String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + 3);
        int pathStart = rest.indexOf('/');
        String address = pathStart < 0 ? rest : rest.substring(0, pathStart);
        String host = HostPort.withoutPort(address);
        String port = HostPort.port(address);
        String scheme = schemeEnd < 0
                ? HostAddress.isLocal(address) && !port.isEmpty() && !port.equals("443") ? "http" : "https"
                : text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        return Optional.of(
                new Endpoint(text, schemeEnd >= 0, scheme, host, port, pathStart < 0 ? "" : rest.substring(pathStart)));
    }

    /** Whether containerd can use it: the operator's rule, but for underscores, which Go takes in a host's name. */
    static boolean isUsable(String text) {
        return EndpointRules.check("", text.replace('_', '-')).isEmpty();
    }

    /** Its port, also where that is not written. */
    String usualPort() {
        return port.isEmpty() ? isHttp() ? "80" : "443" : port;
    }

    boolean isUsualPort() {
        return usualPort().equals(isHttp() ? "80" : "443");
    }

    boolean isHttp() {
        return scheme.equals("http");
    }

    /** Host and port as they are written. */
    String address() {
        return port.isEmpty() ? host : host + ":" + port;
    }

    /** The name under which its configuration is looked up. */
    String lookup() {
        return usable().map(HostAddress.Usable::lookup).orElse(address());
    }

    /** The URL that containerd asks, without a repository. */
    String url() {
        return usable().map(HostAddress.Usable::url).orElse(text);
    }

    private Optional<HostAddress.Usable> usable() {
        return HostAddress.of(text, null) instanceof HostAddress.Usable usable ? Optional.of(usable) : Optional.empty();
    }

    /** The address in front of the path, with its scheme. */
    String origin() {
        return scheme + "://" + address();
    }

    boolean isLoopback() {
        return HostAddress.isLocal(host + ":1");
    }
}
