package dev.registrymirror.registries.containerd;

/** The two ways in which Go splits {@code host:port}. */
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

    /** The port where net.SplitHostPort finds one, else empty. */
    static String splitPort(String text) {
        return host(text).equals(text) ? "" : text.substring(text.lastIndexOf(':') + 1);
    }
}
