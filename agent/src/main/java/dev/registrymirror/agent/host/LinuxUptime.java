package dev.registrymirror.agent.host;

import dev.registrymirror.agent.change.Uptime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The kernel's uptime, which is the same for every process since the boot. */
public final class LinuxUptime implements Uptime {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final Clock clock = Clock.systemUTC();
    private final String bootId;

    /** Of this boot. */
    public LinuxUptime() throws IOException {
        bootId = Files.readString(BOOT_ID).strip();
    }

    @Override
    public Duration now() {
        try {
            String text = Files.readString(UPTIME);
            String seconds = text.substring(0, text.indexOf(' '));
            return Duration.ofMillis(new BigDecimal(seconds).multiply(MILLIS).longValue());
        } catch (IOException e) {
            throw new IllegalStateException("the kernel tells no uptime", e);
        }
    }

    @Override
    public String bootId() {
        return bootId;
    }

    @Override
    public void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Instant timeOfDay() {
        return clock.instant();
    }
}
