package dev.registrymirror.registries.duration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({"10s, PT10S", "5m, PT5M", "1h30m, PT1H30M", "90m, PT1H30M", "0s, PT0S", "720h, P30D", "1h0m1s, PT1H1S"})
    void readsHoursMinutesAndSeconds(String text, Duration expected) {
        assertThat(GoDuration.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5x", "-5m", "1.5h", "5m1h", "PT5M", " 5m", "99999999s"})
    void takesNothingElse(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }
}
