package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.Layout.HealthPlan;
import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A unit that, like RKE2, reads its file when it starts, under a systemd that does with it what version 252 does. It lives
 * on when an agent dies, and goes on when time passes.
 */
public final class FakeRke2 implements Systemd, Probe {
    public static final String UNIT = "rke2-agent.service";

    /** What becomes of a start with a file that is bad. */
    enum Start {
        /** It never becomes ready: {@code activating}, and its job stays. */
        HANGS,
        /** It ends, and systemd is not to try again: {@code failed}. */
        FAILS,
        /** It ends, and systemd tries again after a while: {@code activating} without a job. */
        FAILS_AND_IS_TRIED_AGAIN
    }

    /** RKE2's own RestartSec. */
    private static final int SECONDS_TO_NEXT_TRY = 5;

    private final Path file;
    private Predicate<String> breaksWith = _ -> false;
    private Start badStart = Start.HANGS;
    private String active = "active";
    private List<String> ailments = List.of();
    private int invocation = 1;
    private long job;
    private long jobs;
    private int secondsToStop;
    private int stopping;
    private int nextTry;
    private int startsLeft = Integer.MAX_VALUE;
    private Instant startedAt;
    private String read;
    public int restarts;

    FakeRke2(Path file) {
        this.file = file;
        this.read = content();
        this.startedAt = Instant.now().plusSeconds(60);
    }

    /** Started before the file was last touched, so that nobody can tell what it read. */
    void startedLongAgo() {
        startedAt = Instant.now().minusSeconds(3600);
    }

    void breaksWith(Predicate<String> content) {
        breaksWith(content, Start.HANGS);
    }

    void breaksWith(Predicate<String> content, Start how) {
        breaksWith = content;
        badStart = how;
    }

    /** How long it takes from SIGTERM to its end. */
    void stopsInSeconds(int seconds) {
        secondsToStop = seconds;
    }

    /** After so many starts more systemd refuses the next: "start request repeated too quickly". */
    void mayStart(int times) {
        startsLeft = times;
    }

    void is(String state) {
        active = state;
    }

    void ails(String... what) {
        ailments = List.of(what);
    }

    /** Somebody else restarts it. */
    void restartBySomebody() {
        start();
    }

    /** Somebody stops it, which cancels whatever was to be done to it. */
    void stopBySomebody() {
        active = "inactive";
        job = 0;
        stopping = 0;
        nextTry = 0;
    }

    /** Somebody else restarts it, so long after the file was written that nobody can doubt what it reads. */
    public void restartBySomebodyMuchLater() {
        start();
        startedAt = Instant.now().plusSeconds(60);
    }

    public String hasRead() {
        return read;
    }

    String active() {
        return active;
    }

    public String invocationId() {
        return String.format(Locale.ROOT, "%032x", invocation);
    }

    private String content() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A restart that is asked for while a job of this unit is there joins that job, which keeps its number and runs again. */
    private void enqueueRestart() {
        if (job == 0) job = ++jobs;
        if (active.equals("deactivating")) return;
        restarts++;
        boolean runs = !active.equals("inactive") && !active.equals("failed");
        if (runs && secondsToStop > 0) {
            active = "deactivating";
            stopping = secondsToStop;
        } else {
            start();
        }
    }

    private void start() {
        nextTry = 0;
        if (startsLeft-- <= 0) {
            active = "failed";
            job = 0;
            return;
        }
        invocation++;
        read = content();
        startedAt = Instant.now();
        if (!breaksWith.test(read)) {
            active = "active";
            job = 0;
            return;
        }
        switch (badStart) {
            case HANGS -> active = "activating";
            case FAILS -> {
                active = "failed";
                job = 0;
            }
            case FAILS_AND_IS_TRIED_AGAIN -> {
                active = "activating";
                job = 0;
                nextTry = SECONDS_TO_NEXT_TRY;
            }
        }
    }

    /** A second goes by. */
    void secondPasses() {
        if (stopping > 0 && --stopping == 0) start();
        else if (nextTry > 0 && --nextTry == 0) start();
    }

    @Override
    public List<UnitFacts> units(List<String> patterns) {
        return List.of(new UnitFacts(UNIT, true, true, List.of("/usr/local/bin/rke2", "agent"), List.of(), List.of()));
    }

    @Override
    public UnitState state(String unit) {
        return new UnitState(active, invocationId(), job, startedAt);
    }

    /** What systemd makes of it is a job that does nothing, and is done at once, unless the unit runs or starts. */
    @Override
    public void tryRestart(String unit) {
        if (active.equals("active") || active.equals("activating")) enqueueRestart();
    }

    @Override
    public void resetFailed(String unit) {
        startsLeft = Integer.MAX_VALUE;
        if (active.equals("failed")) active = "inactive";
    }

    @Override
    public void restart(String unit) {
        enqueueRestart();
    }

    @Override
    public List<String> ailments(HealthPlan plan) {
        return active.equals("active") ? ailments : List.of("the kubelet does not answer");
    }
}
