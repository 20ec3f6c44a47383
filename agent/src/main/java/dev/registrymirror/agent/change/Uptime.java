package dev.registrymirror.agent.change;

import java.time.Duration;
import java.time.Instant;

/** Time that nobody sets back, and that goes on when this program is started anew. */
public interface Uptime {
    /** Time since the node was booted. */
    Duration now();

    /** Name of this boot. */
    String bootId();

    /** Lets time pass. */
    void sleep(Duration duration);

    /** The time of day, for people. */
    Instant timeOfDay();
}
