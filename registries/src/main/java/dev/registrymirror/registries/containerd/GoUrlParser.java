package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.GoUrl.Authority;
import dev.registrymirror.registries.containerd.GoUrl.Path;
import dev.registrymirror.registries.model.IpAddress;
import java.util.Locale;

/** Parses what Go's net/url parses, and refuses what it refuses. */
enum GoUrlParser {
    /** As since Go 1.26: in brackets stands an IPv6 address and nothing before them, and a host of http has no colon but its port's. */
    CURRENT,
    /** As with Go 1.24, with which the first of the releases were built. */
    FORMER;

    GoUrl parse(String bytes) throws MalformedUrl {
        int hash = bytes.indexOf('#');
        String url = hash < 0 ? bytes : bytes.substring(0, hash);
        String fragment = hash < 0 ? "" : bytes.substring(hash + 1);
        if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new MalformedUrl("it holds a control character");
        }
        int schemeEnd = schemeEnd(url);
        String scheme = url.substring(0, Math.max(schemeEnd, 0)).toLowerCase(Locale.ROOT);
        String rest = url.substring(schemeEnd + 1);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question);
        rest = question < 0 ? rest : rest.substring(0, question);
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                return new GoUrl(
                        scheme, rest, new Authority(null, "", false), new Path("", ""), query + fragment(fragment));
            }
            refuseColonInFirstSegment(rest);
        }
        boolean hasAuthority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
        Authority authority = new Authority(null, "", !scheme.isEmpty() && rest.startsWith("/"));
        if (hasAuthority) {
            int slash = rest.indexOf('/', 2);
            authority = authority(scheme, slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        return new GoUrl(scheme, "", authority, path(rest), query + fragment(fragment));
    }

    /** Where the colon after the scheme is, or -1 without a scheme. */
    private static int schemeEnd(String url) throws MalformedUrl {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                if (i == 0) {
                    throw new MalformedUrl("it has no scheme before its first colon");
                }
                return i;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean inner = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (!inner || i == 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static void refuseColonInFirstSegment(String rest) throws MalformedUrl {
        int slash = rest.indexOf('/');
        if ((slash < 0 ? rest : rest.substring(0, slash)).contains(":")) {
            throw new MalformedUrl("what stands before \"://\" is no scheme");
        }
    }

    private static Path path(String written) throws MalformedUrl {
        String value = UrlPart.PATH.unescape(written);
        return new Path(value, UrlPart.PATH.escape(value).equals(written) ? "" : written);
    }

    private static String fragment(String written) throws MalformedUrl {
        String value = UrlPart.FRAGMENT.unescape(written);
        String text = UrlPart.FRAGMENT.isEscaped(written) ? written : UrlPart.FRAGMENT.escape(value);
        return text.isEmpty() ? "" : "#" + text;
    }

    private Authority authority(String scheme, String text) throws MalformedUrl {
        int at = text.lastIndexOf('@');
        String host = host(scheme, text.substring(at + 1));
        return new Authority(at < 0 ? null : user(text.substring(0, at)), host, false);
    }

    private static String user(String text) throws MalformedUrl {
        if (!text.chars().allMatch(c -> "-._:~!$&'()*+,;=%@".indexOf(c) >= 0 || UrlPart.USER.keeps((char) c))) {
            throw new MalformedUrl("its user name or password holds a character that must be escaped");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return UrlPart.USER.escape(UrlPart.USER.unescape(text));
        }
        return UrlPart.USER.escape(UrlPart.USER.unescape(text.substring(0, colon)))
                + ":"
                + UrlPart.USER.escape(UrlPart.USER.unescape(text.substring(colon + 1)));
    }

    private String host(String scheme, String text) throws MalformedUrl {
        if (this == CURRENT && text.lastIndexOf('[') > 0) {
            throw new MalformedUrl("its host has a \"[\" that is not at its beginning");
        }
        if (text.startsWith("[")) {
            return bracketedHost(text);
        }
        boolean strict = this == CURRENT && (scheme.equals("http") || scheme.equals("https"));
        int colon = strict ? text.indexOf(':') : text.lastIndexOf(':');
        if (colon >= 0) {
            requirePort(text.substring(colon));
        }
        return UrlPart.HOST.unescape(text);
    }

    private String bracketedHost(String text) throws MalformedUrl {
        int end = text.lastIndexOf(']');
        if (end < 0) {
            throw new MalformedUrl("its host has a \"[\" without a \"]\"");
        }
        String port = text.substring(end + 1);
        requirePort(port);
        String address = text.substring(1, end);
        int zone = address.indexOf("%25");
        String host = zone < 0
                ? UrlPart.HOST.unescape(address)
                : UrlPart.HOST.unescape(address.substring(0, zone)) + UrlPart.ZONE.unescape(address.substring(zone));
        if (this == CURRENT && !IpAddress.isIpv6(host)) {
            throw new MalformedUrl("what stands in brackets is no IPv6 address");
        }
        return "[" + host + "]" + port;
    }

    private static void requirePort(String text) throws MalformedUrl {
        if (!isPort(text)) {
            throw new MalformedUrl("its port is not a number");
        }
    }

    /** Whether a text is empty, or a colon and digits, or a colon alone. */
    static boolean isPort(String text) {
        return text.isEmpty() || (text.charAt(0) == ':' && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
    }
}
