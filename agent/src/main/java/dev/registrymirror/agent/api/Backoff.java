package dev.registrymirror.agent.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Ever longer waits, spread out so that 500 nodes do not come back at once. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    /** Waits between {@code first} and {@code longest}. */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /** After a success. */
    public void reset() {
        next = first;
    }

    /** How long to wait after this failure: at least as long as the server asks for. */
    public Duration after(Exception failure) {
        Duration wait = spread(next);
        next = shorter(next.multipliedBy(2), longest);
        return failure instanceof ApiException answer && answer.retryAfter().isPositive()
                ? answer.retryAfter().plus(wait)
                : wait;
    }

    private Duration spread(Duration wait) {
        return wait.dividedBy(2).plusMillis((long) (random.nextDouble() * wait.toMillis() / 2));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
