package dev.registrymirror.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void what_allocates_more_than_it_may_fails() {
        byte[][] held = new byte[1][];
        Limits limits = new Limits(LONG, 1 << 20);

        assertThatThrownBy(() -> limits.check(() -> held[0] = new byte[(1 << 20) + 1]))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the limits are");
        assertThatCode(() -> limits.check(() -> held[0] = new byte[1 << 10])).doesNotThrowAnyException();
    }

    @Test
    void what_takes_more_of_the_processors_time_than_it_may_fails() {
        AtomicInteger steps = new AtomicInteger();
        Limits limits = new Limits(Duration.ZERO, Long.MAX_VALUE);

        assertThatThrownBy(() -> limits.check(() -> {
                    for (int i = 0; i < 1_000_000; i++) steps.incrementAndGet();
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void what_only_the_first_time_takes_much_is_forgiven() {
        AtomicInteger times = new AtomicInteger();
        byte[][] held = new byte[1][];
        Limits limits = new Limits(LONG, 1 << 20);

        limits.check(() -> held[0] = new byte[times.incrementAndGet() == 1 ? 1 << 21 : 1]);

        assertThat(times).hasValue(2);
    }
}
