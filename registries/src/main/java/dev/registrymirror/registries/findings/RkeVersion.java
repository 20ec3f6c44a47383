package dev.registrymirror.registries.findings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a node: {@code v1.33.3+rke2r1}, {@code 1.33.3}, {@code v1.32.7+k3s1}.
 *
 * @param major first number
 * @param minor second number
 * @param patch third number
 */
public record RkeVersion(int major, int minor, int patch) {
    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[-+].*)?");

    /** The release that a text names, or nothing. */
    public static Optional<RkeVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new RkeVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    /** Whether containerd finds Docker Hub's credentials under {@code docker.io}: from v1.33.3, v1.32.7 and v1.31.11 on. */
    boolean readsDockerHubCredentialsUnderItsName() {
        if (major != 1) {
            return major > 1;
        }
        return switch (minor) {
            case 31 -> patch >= 11;
            case 32 -> patch >= 7;
            case 33 -> patch >= 3;
            default -> minor > 33;
        };
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Three numbers with dots, after a v. */
    @Override
    public String toString() {
        return "v%d.%d.%d".formatted(major, minor, patch);
    }
}
