package dev.registrymirror.cli;

import dev.registrymirror.cli.file.Input;
import java.io.InputStream;
import java.io.PrintWriter;

/**
 * What a command reads from and prints to.
 *
 * @param input the files, and what comes in
 * @param out for results
 * @param err for everything about them
 */
record Console(Input input, PrintWriter out, PrintWriter err) {
    Console(InputStream in, PrintWriter out, PrintWriter err) {
        this(new Input(in), out, err);
    }
}
