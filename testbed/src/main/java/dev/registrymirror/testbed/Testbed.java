package dev.registrymirror.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code testbed/testbed}, one sub-command a call.
 *
 * <p>The build names its path in the system property {@code testbed}; without it the file is looked for in this folder and those
 * above.
 */
public final class Testbed {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path program;
    private final List<String> globalFlags;

    private Testbed(Path program, List<String> globalFlags) {
        this.program = program;
        this.globalFlags = List.copyOf(globalFlags);
    }

    /** The testbed of this checkout, with flags that stand before every sub-command, for example {@code --cluster NAME}. */
    public static Testbed ofThisCheckout(String... globalFlags) {
        String named = System.getProperty("testbed");
        Path program = named == null ? search() : Path.of(named);
        if (!Files.isExecutable(program)) throw new IllegalStateException("no testbed at " + program);
        return new Testbed(program, List.of(globalFlags));
    }

    /** What a sub-command printed, and its exit status. */
    public record Result(int status, String output, String error) {
        /** The output without its last line end, if the exit status is 0. */
        public String orThrow() {
            if (status != 0) throw new IllegalStateException("exit status " + status + ": " + error + output);
            return output.stripTrailing();
        }
    }

    /** Runs a sub-command to its end and returns what it printed; throws where its exit status is not 0. */
    public String run(String... arguments) {
        return runWith("", arguments).orThrow();
    }

    /** Runs a sub-command to its end, giving it the input. */
    public Result runWith(String input, String... arguments) {
        Path error = temporaryFile();
        Path output = temporaryFile();
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            try (var stdin = process.outputWriter()) {
                stdin.write(input);
            }
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "not done after " + LIMIT + ": " + Arrays.toString(arguments) + Files.readString(error));
            }
            return new Result(process.exitValue(), Files.readString(output), Files.readString(error));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + Arrays.toString(arguments), e);
        } finally {
            delete(error);
            delete(output);
        }
    }

    /** Starts a sub-command that goes on by itself, its output going to the file; the caller ends it. */
    public Process start(Path output, String... arguments) {
        try {
            return new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a sub-command that is spoken to on its standard input and output; it ends when its input does. */
    Process talk(String... arguments) {
        try {
            return new ProcessBuilder(command(arguments))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(globalFlags);
        command.addAll(List.of(arguments));
        return command;
    }

    private static Path search() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path program = folder.resolve("testbed/testbed");
            if (Files.isExecutable(program)) return program;
        }
        throw new IllegalStateException("no testbed/testbed here or above; set the system property testbed");
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("testbed", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
