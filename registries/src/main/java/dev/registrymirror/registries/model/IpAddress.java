package dev.registrymirror.registries.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** IP addresses as Go's net/netip reads them. */
public final class IpAddress {
    private static final int GROUPS = 8;
    private static final int MAPPED = 0xffff;
    private static final int LOOPBACK_NET = 127;

    private IpAddress() {}

    /** Whether a text is an IPv6 address, with or without a zone. */
    public static boolean isIpv6(String text) {
        int zone = text.indexOf('%');
        return zone != text.length() - 1
                && ipv6(zone < 0 ? text : text.substring(0, zone)).isPresent();
    }

    /** Whether both texts are the same IPv6 address, without a zone, however they write it. */
    public static boolean isSameIpv6(String one, String other) {
        Optional<List<Integer>> groups = ipv6(one);
        return groups.isPresent() && groups.equals(ipv6(other));
    }

    /** Whether a text is an address, without a zone, in 127.0.0.0/8, the same written as IPv6, or {@code ::1}. */
    public static boolean isLoopback(String text) {
        Optional<List<Integer>> ipv4 = ipv4(text);
        if (ipv4.isPresent()) {
            return ipv4.get().getFirst() >> 8 == LOOPBACK_NET;
        }
        List<Integer> groups = ipv6(text).orElse(List.of());
        return groups.equals(List.of(0, 0, 0, 0, 0, 0, 0, 1))
                || (groups.size() == GROUPS
                        && groups.subList(0, 6).equals(List.of(0, 0, 0, 0, 0, MAPPED))
                        && groups.get(6) >> 8 == LOOPBACK_NET);
    }

    private static Optional<List<Integer>> ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(groups -> groups.size() == GROUPS);
        }
        Optional<List<Integer>> left = groups(text.substring(0, gap), false);
        Optional<List<Integer>> right = groups(text.substring(gap + 2), true);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(left.get());
        int missing = GROUPS - all.size() - right.get().size();
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(right.get());
        return missing > 0 ? Optional.of(all) : Optional.empty();
    }

    private static Optional<List<Integer>> groups(String text, boolean mayEndInIpv4) {
        List<Integer> groups = new ArrayList<>();
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<List<Integer>> ipv4 = mayEndInIpv4 && i == parts.length - 1 ? ipv4(parts[i]) : Optional.empty();
            if (ipv4.isPresent()) {
                groups.addAll(ipv4.get());
            } else if (parts[i].length() <= 4 && isNumber(parts[i], 16)) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(groups);
    }

    /** The two groups of 16 bits that an IPv4 address makes. */
    private static Optional<List<Integer>> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        int[] octets = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            boolean octet = parts[i].length() <= 3
                    && isNumber(parts[i], 10)
                    && (parts[i].length() == 1 || parts[i].charAt(0) != '0');
            octets[i] = octet ? Integer.parseInt(parts[i]) : 0x100;
            if (octets[i] > 0xff) {
                return Optional.empty();
            }
        }
        return Optional.of(List.of(octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]));
    }

    private static boolean isNumber(String text, int radix) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
    }
}
