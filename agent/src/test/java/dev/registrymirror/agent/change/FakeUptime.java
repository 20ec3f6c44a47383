package dev.registrymirror.agent.change;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody sleeps. */
public final class FakeUptime implements Uptime {
    private Duration now = Duration.ofHours(1);
    private final Runnable eachSecond;
    private Runnable meanwhile = () -> {};

    FakeUptime(Runnable eachSecond) {
        this.eachSecond = eachSecond;
    }

    /** What happens on the node while somebody waits. */
    public void whenSlept(Runnable what) {
        meanwhile = what;
    }

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public String bootId() {
        return "boot-1";
    }

    @Override
    public void sleep(Duration duration) {
        now = now.plus(duration);
        for (long second = 0; second < duration.toSeconds(); second++) eachSecond.run();
        meanwhile.run();
    }

    @Override
    public Instant timeOfDay() {
        return Instant.parse("2026-01-02T03:04:05Z");
    }
}
