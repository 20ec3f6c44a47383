package dev.registrymirror.registries.containerd;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of RKE2 or K3s that a node runs: {@code v1.33.3+rke2r1}, {@code v1.32.7+k3s1}, {@code v1.34.2-rc1+rke2r1}, also without
 * what follows the three numbers.
 *
 * @param minor second number; the first is 1
 * @param patch third number
 */
public record Release(int minor, int patch) {
    /** The form of a release, for messages. */
    public static final String FORM = "v1.34.2+rke2r1 or v1.34.2+k3s1";

    private static final Pattern TEXT = Pattern.compile(
            "v?1\\.(\\d{1,3})\\.(\\d{1,3})(?:-(?:alpha|beta|rc)\\.?\\d{1,3})?(?:[+-](?:rke2r|k3s)\\d{1,3})?");

    /** The first minor of RKE2 and K3s that had the number of its Kubernetes. */
    private static final int FIRST_MINOR = 17;

    /** What is told here was read from the sources of these minors and tried with them. */
    private static final int FIRST_EXAMINED = 33;

    private static final int LAST_EXAMINED = 36;

    /** From each of these on, and in every later minor, Docker Hub's login is found under {@code docker.io}; the latest first. */
    private static final List<Release> HUB_LOGIN = List.of(new Release(33, 3), new Release(32, 7), new Release(31, 11));

    /** Those releases, for messages. */
    public static final String HUB_LOGIN_FROM = "%s, %s and %s".formatted(HUB_LOGIN.toArray());

    /** The release that a text names; nothing if there can be none of that name. */
    public static Optional<Release> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches() && number(matcher, 1) >= FIRST_MINOR
                ? Optional.of(new Release(number(matcher, 1), number(matcher, 2)))
                : Optional.empty();
    }

    /** Whether Docker Hub's login is found under {@code docker.io}; otherwise only under {@code registry-1.docker.io}. */
    public boolean readsHubLoginUnderItsName() {
        return minor > HUB_LOGIN.getFirst().minor
                || HUB_LOGIN.stream().anyMatch(first -> first.minor == minor && patch >= first.patch);
    }

    /** Why what is told here may not hold for this release, a sentence without full stop; nothing if it was examined. */
    public Optional<String> caution() {
        if (minor >= FIRST_EXAMINED && minor <= LAST_EXAMINED) {
            return Optional.empty();
        }
        return Optional.of("%s is %s than the releases that this is known of, v1.%d to v1.%d, and may do otherwise"
                .formatted(this, minor < FIRST_EXAMINED ? "older" : "newer", FIRST_EXAMINED, LAST_EXAMINED));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** Three numbers with dots, after a v. */
    @Override
    public String toString() {
        return "v1.%d.%d".formatted(minor, patch);
    }
}
