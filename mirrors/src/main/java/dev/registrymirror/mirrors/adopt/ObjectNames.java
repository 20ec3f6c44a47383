package dev.registrymirror.mirrors.adopt;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for the objects beside a RegistryMirror: its own, the host, and what the object is for. */
final class ObjectNames {
    /** As long as a name may be, less a number behind it. */
    private static final int MAX = 249;

    private final String prefix;
    private final Set<String> taken = new HashSet<>();

    ObjectNames(String prefix) {
        this.prefix = prefix;
    }

    /** A name that no other object of this kind has: the same for the same file. */
    String of(String host, String purpose) {
        String word = host.equals("*")
                ? "any"
                : host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        int room = MAX - prefix.length() - purpose.length() - 2;
        String name = prefix + "-" + word.substring(0, Math.clamp(room, 0, word.length())) + "-" + purpose;
        String free = name;
        for (int i = 2; !taken.add(free); i++) free = name + "-" + i;
        return free;
    }
}
