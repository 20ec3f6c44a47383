package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.IpAddress;
import java.util.Optional;

/** The grammar of {@code host[:port]} that is taken. It is narrower than Go's, so that the text means the same to every program. */
final class Address {
    private static final int MAX_PORT = 65535;

    private Address() {}

    /** What is wrong with an address, or nothing. */
    static Optional<String> problem(String address) {
        int hostEnd = hostEnd(address);
        String host = address.substring(0, hostEnd);
        String rest = address.substring(hostEnd);
        if (host.isEmpty()) {
            return Optional.of("it has no host");
        }
        boolean colons = address.indexOf(':') != address.lastIndexOf(':');
        if (colons && (IpAddress.isIpv6(address) || IpAddress.isIpv6(address.replaceFirst(":[0-9]+$", "")))) {
            return Optional.of("an IPv6 address stands in brackets, as in [2001:db8::1]:5000");
        }
        if (host.indexOf(' ') >= 0) {
            return Optional.of("there is a blank in its host");
        }
        if (host.startsWith("[") ? !isIpv6(host) : !isHost(host)) {
            return Optional.of(
                    "its host is neither made of letters, digits, \".\" and \"-\" nor an IPv6 address in brackets without zone");
        }
        if (!rest.isEmpty() && !isPort(rest)) {
            return Optional.of("its port is not a number from 1 to 65535");
        }
        return Optional.empty();
    }

    private static int hostEnd(String address) {
        int end = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
        return end <= 0 && !address.startsWith(":") ? address.length() : end;
    }

    private static boolean isHost(String host) {
        return host.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '-')
                && host.chars().anyMatch(Address::isAlphanumeric);
    }

    private static boolean isPort(String rest) {
        String digits = rest.substring(1);
        if (rest.charAt(0) != ':'
                || digits.isEmpty()
                || digits.length() > 5
                || !digits.chars().allMatch(Address::isDigit)) {
            return false;
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= MAX_PORT;
    }

    /** An IPv6 address in brackets, without zone. */
    private static boolean isIpv6(String host) {
        return host.endsWith("]") && host.indexOf('%') < 0 && IpAddress.isIpv6(host.substring(1, host.length() - 1));
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
