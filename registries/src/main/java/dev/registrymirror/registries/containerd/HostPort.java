package dev.registrymirror.registries.containerd;

/** The ways in which {@code host:port} is split: two of Go, and one that leaves both parts as they are written. */
public final class HostPort {
    private HostPort() {}

    /** The host without its port and brackets where net.SplitHostPort finds a port, else the text as it is. */
    public static String host(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return text;
        }
        boolean brackets = text.startsWith("[");
        int end = brackets ? text.indexOf(']') + 1 : colon;
        String host = text.substring(0, end);
        if (end != colon || text.indexOf(']', end) >= 0 || text.indexOf('[', brackets ? 1 : 0) >= 0) {
            return text;
        }
        if (brackets) {
            return host.substring(1, end - 1);
        }
        return host.contains(":") || host.contains("]") ? text : host;
    }

    /** The port where net/url finds one, else empty. */
    public static String port(String text) {
        int colon = text.lastIndexOf(':');
        return colon >= 0 && GoUrlParser.isPort(text.substring(colon)) ? text.substring(colon + 1) : "";
    }

    /** What stands in front of the port, with brackets if it has some. */
    public static String withoutPort(String text) {
        String port = port(text);
        return port.isEmpty() ? text : text.substring(0, text.length() - port.length() - 1);
    }

    /** The port where net.SplitHostPort finds one, else empty. */
    static String splitPort(String text) {
        return host(text).equals(text) ? "" : text.substring(text.lastIndexOf(':') + 1);
    }
}
