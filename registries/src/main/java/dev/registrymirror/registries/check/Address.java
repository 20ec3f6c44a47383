package dev.registrymirror.registries.check;

import java.util.Optional;

/** The grammar of {@code host[:port]} that is taken. It is narrower than Go's, so that the text means the same to every program. */
final class Address {
    private static final int MAX_PORT = 65535;
    private static final int IPV6_GROUPS = 8;

    private Address() {}

    /** What is wrong with an address, or nothing. */
    static Optional<String> problem(String address) {
        int hostEnd = hostEnd(address);
        String host = address.substring(0, hostEnd);
        String rest = address.substring(hostEnd);
        if (host.isEmpty()) {
            return Optional.of("it has no host");
        }
        if (address.indexOf(':') != address.lastIndexOf(':') && isIpv6Digits(address)) {
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

    /** Whether it looks like an IPv6 address without brackets, and not like a host with two ports. */
    private static boolean isIpv6Digits(String address) {
        return address.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)
                && (address.contains("::") || groups(address) == IPV6_GROUPS);
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

    /** An IPv6 address in brackets, by RFC 4291, also with an IPv4 address as its last two groups. */
    private static boolean isIpv6(String host) {
        String text = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == IPV6_GROUPS;
        }
        String left = text.substring(0, gap);
        String right = text.substring(gap + 2);
        int leftGroups = left.isEmpty() ? 0 : groups(left);
        int rightGroups = right.isEmpty() ? 0 : groups(right);
        return leftGroups >= 0 && rightGroups >= 0 && !left.contains(".") && leftGroups + rightGroups < IPV6_GROUPS;
    }

    /** The number of groups of 16 bits, or a negative number if the text is not made of such. */
    private static int groups(String text) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && isIpv4(parts[i])) {
                count += 2;
            } else if (!parts[i].isEmpty()
                    && parts[i].length() <= 4
                    && parts[i].chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
                count++;
            } else {
                return -IPV6_GROUPS;
            }
        }
        return count;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(Address::isDigit);
            if (!digits || Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return false;
            }
        }
        return true;
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
