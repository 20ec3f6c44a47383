package dev.registrymirror.benchmarks;

import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.findings.CheckContext;
import dev.registrymirror.registries.findings.Finding;
import dev.registrymirror.registries.findings.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and checking a file, as the tool does for each file that it is given. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class CheckingBenchmark {
    /** A typical file has ten mirrors or fewer. */
    @Param({"10", "100", "1000"})
    public int mirrors;

    private byte[] file = new byte[0];
    private final CheckContext context =
            CheckContext.of(NodeOptions.defaults(Distribution.RKE2), Instant.parse("2026-01-01T00:00:00Z"));

    /** Each mirror has an endpoint of its own with a login, a CA and a rewrite. */
    @Setup
    public void write() {
        var mirrored = new StringBuilder("mirrors:\n");
        var accessed = new StringBuilder("configs:\n");
        for (int i = 0; i < mirrors; i++) {
            mirrored.append("""
                      registry-%1$d.example.com:
                        endpoint: ["https://cache-%1$d.corp:5000"]
                        rewrite: {"^team/(.*)$": "mirror-%1$d/$1"}
                    """.formatted(i));
            accessed.append("""
                      "cache-%1$d.corp:5000":
                        auth: {username: puller, password: secret-%1$d}
                        tls: {ca_file: /etc/ssl/certs/corp.pem}
                    """.formatted(i));
        }
        file = mirrored.append(accessed).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** From the bytes to all findings. */
    @Benchmark
    public List<Finding> readAndCheck() {
        return Findings.of(file, context).findings();
    }
}
