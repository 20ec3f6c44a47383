package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import dev.registrymirror.cli.file.Input;
import dev.registrymirror.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts the tool. */
public final class Main {
    /** Java knows only whether input and output are both a terminal; the shell that starts it knows it of each. */
    private static final String TERMINAL_PROPERTY = "registries.terminal";

    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        Terminal terminal = Terminal.of(Boolean.getBoolean(TERMINAL_PROPERTY), System.getenv());
        int status = run(new Console(new Input(System.in), out, err, terminal), arguments);
        if (out.checkError()) {
            err.println("registries: the output could not be written");
            status = ExitStatus.CANNOT.number();
        }
        err.flush();
        System.exit(status);
    }

    /** A status of its own for what is no answer: of an error Java itself would end with 1, which means that something is wrong with the file. */
    private static int run(Console console, String... arguments) {
        try {
            return Tool.commandLine(console).execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            console.err()
                    .println("registries: the file is too much for this program ("
                            + e.getClass().getSimpleName() + ")");
            return ExitStatus.CANNOT.number();
        }
    }

    /** UTF-8 whatever the locale is: registries' names and rewrites go out as they are. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }
}
