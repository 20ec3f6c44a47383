package dev.registrymirror.agent.order;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Kubernetes writes them, of whole hours, minutes and seconds: {@code 10s}, {@code 5m}, {@code 1h30m}. */
final class GoDuration {
    private static final Pattern SHAPE =
            Pattern.compile("(?:(?<h>[0-9]{1,4})h)?(?:(?<m>[0-9]{1,6})m)?(?:(?<s>[0-9]{1,7})s)?");

    private GoDuration() {}

    /** The duration, or null if the text is none. */
    static @Nullable Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.isEmpty() || !matcher.matches()) return null;
        return Duration.ofHours(number(matcher.group("h")))
                .plusMinutes(number(matcher.group("m")))
                .plusSeconds(number(matcher.group("s")));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
