package dev.registrymirror.fuzz;

import dev.registrymirror.testbed.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run of the fuzzer, in a process and a folder of its own below {@code target}. There the corpus grows, and there is an input that fails.
 *
 * @param folder its folder
 * @param exitStatus 0 where no input failed
 * @param output what it wrote
 */
record Jazzer(Path folder, int exitStatus, String output) {
    /** The heap: far more than an input may allocate, so that an error of its kind is a mistake. */
    private static final String HEAP = "-Xmx1g";

    private static final Pattern RUNS = Pattern.compile("stat::number_of_executed_units: (\\d+)");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+) ft: \\d+ corp: (\\d+)");
    private static final Pattern FAILURE = Pattern.compile("== (Java Exception|libFuzzer crashing input|ERROR)");

    /**
     * Runs it to its end.
     *
     * @param target class with a method {@code fuzzerTestOneInput}
     * @param name of the folder, and what the system property {@code fuzz.target} says to the class
     * @param seeds inputs to begin with
     * @param proof how many inputs, from which seed
     */
    static Jazzer run(Class<?> target, String name, List<byte[]> seeds, Proof proof) {
        Path folder = Path.of("target", "fuzz", name.toLowerCase(Locale.ROOT)).toAbsolutePath();
        try {
            Path log = prepare(folder, seeds).resolve("log");
            Process process = new ProcessBuilder(command(target, name, folder, proof))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Jazzer(folder, process.waitFor(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while " + name + " was fuzzed", e);
        }
    }

    private static Path prepare(Path folder, List<byte[]> seeds) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> former = Files.walk(folder)) {
                for (Path path : former.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
            }
        }
        Path place = Files.createDirectories(folder.resolve("seeds"));
        Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < seeds.size(); i++) Files.write(place.resolve("seed-" + i), seeds.get(i));
        return folder;
    }

    private static List<String> command(Class<?> target, String name, Path folder, Proof proof) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dfuzz.target=" + name,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.registrymirror.**",
                // Its own detectors look for what applications do with files, networks and classes: there is nothing of
                // it here.
                "--custom_hook_includes=none",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-dict=" + Path.of("dictionary.txt").toAbsolutePath(),
                "-runs=" + proof.inputs(),
                "-seed=" + proof.seed(),
                "-max_len=4096",
                // Only what never ends gets here: an input that takes long fails by its processor time.
                "-timeout=120",
                "-print_final_stats=1",
                folder.resolve("corpus").toString(),
                folder.resolve("seeds").toString());
    }

    /** How many inputs were run. */
    int runs() {
        return Integer.parseInt(last(RUNS, 1));
    }

    /** How much code they reached, and how many of them were worth keeping. */
    String reached() {
        return "%s branches reached by %s kinds of input".formatted(last(COVERED, 1), last(COVERED, 2));
    }

    /** What a person needs to know who sees it fail: the exception, or else what the process said last. */
    String failure() {
        var failure = FAILURE.matcher(output);
        int from = failure.find() ? failure.start() : Math.max(0, output.length() - 4_000);
        return "the fuzzer ended with status %d; its folder is %s%n%s"
                .formatted(exitStatus, folder, output.substring(from));
    }

    private String last(Pattern pattern, int group) {
        return pattern.matcher(output)
                .results()
                .reduce((first, second) -> second)
                .map((MatchResult match) -> match.group(group))
                .orElseThrow(() -> new AssertionError("this is no output of the fuzzer: " + failure()));
    }
}
