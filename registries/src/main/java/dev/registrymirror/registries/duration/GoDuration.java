package dev.registrymirror.registries.duration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Kubernetes writes them, of whole hours, minutes and seconds: {@code 10s}, {@code 5m}, {@code 1h30m}. */
public final class GoDuration {
    private static final Pattern SHAPE =
            Pattern.compile("(?:(?<h>[0-9]{1,4})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,7})s)?");

    private GoDuration() {}

    /**
     * Reads a duration.
     *
     * @param text what should be one
     * @return empty if it is none; the CRDs refuse that before
     */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.isEmpty() || !matcher.matches()) return Optional.empty();
        return Optional.of(Duration.ofHours(number(matcher.group("h")))
                .plusMinutes(number(matcher.group("m")))
                .plusSeconds(number(matcher.group("s"))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
