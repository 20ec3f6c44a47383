package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.Layout.HealthPlan;
import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A unit that, like RKE2, reads its file when it starts. It lives on when an agent dies. */
final class FakeRke2 implements ServiceManager, Probe {
    static final String UNIT = "rke2-agent.service";

    private final Path file;
    private Predicate<String> breaksWith = _ -> false;
    private JobResult job = JobResult.DONE;
    private String active = "active";
    private List<String> ailments = List.of();
    private int invocation = 1;
    private Instant startedAt;
    private String read;
    int restarts;

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
        breaksWith = content;
    }

    void failsJobs() {
        job = JobResult.FAILED;
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

    String hasRead() {
        return read;
    }

    String invocationId() {
        return String.format(Locale.ROOT, "%032x", invocation);
    }

    private String content() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        invocation++;
        read = content();
        startedAt = Instant.now();
        active = breaksWith.test(read) ? "activating" : "active";
    }

    @Override
    public List<UnitFacts> units(List<String> patterns) {
        return List.of(new UnitFacts(UNIT, true, true, List.of("/usr/local/bin/rke2", "agent"), List.of()));
    }

    @Override
    public UnitState state(String unit) {
        return new UnitState(active, invocationId(), false, startedAt);
    }

    @Override
    public JobResult tryRestart(String unit, Duration atMost) {
        if (active.equals("inactive")) return JobResult.DONE;
        restarts++;
        start();
        return breaksWith.test(read) ? job : JobResult.DONE;
    }

    @Override
    public List<String> ailments(HealthPlan plan) {
        return active.equals("active") ? ailments : List.of("the kubelet does not answer");
    }
}
