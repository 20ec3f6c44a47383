package dev.registrymirror.cli;

import dev.registrymirror.cli.file.Input;
import dev.registrymirror.cli.terminal.Printable;
import dev.registrymirror.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintWriter;

/**
 * What a command reads from and prints to.
 *
 * @param input the files, and what comes in
 * @param out for results
 * @param err for everything about them
 * @param terminal where results go
 */
record Console(Input input, PrintWriter out, PrintWriter err, Terminal terminal) {
    /** With results that go into a pipe or a file. */
    Console(InputStream in, PrintWriter out, PrintWriter err) {
        this(new Input(in), out, err, Terminal.NONE);
    }

    /**
     * Says a line about the results, after those that are there already. Nothing of a text that a file holds reaches the terminal as a
     * command.
     */
    void say(String line) {
        out.flush();
        err.println(Printable.of(line));
        err.flush();
    }
}
