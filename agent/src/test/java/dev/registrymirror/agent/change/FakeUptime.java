package dev.registrymirror.agent.change;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody sleeps. */
final class FakeUptime implements Uptime {
    private Duration now = Duration.ofHours(1);
    private Runnable meanwhile = () -> {};

    /** What happens on the node while somebody waits. */
    void whenSlept(Runnable what) {
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
        meanwhile.run();
    }

    @Override
    public Instant timeOfDay() {
        return Instant.parse("2026-01-02T03:04:05Z");
    }
}
