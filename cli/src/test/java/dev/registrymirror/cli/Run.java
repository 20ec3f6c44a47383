package dev.registrymirror.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * What one call of the tool gave.
 *
 * @param status what the process would end with
 * @param out what it printed
 * @param err what it printed about that
 */
record Run(int status, String out, String err) {
    static Run of(String... arguments) {
        return withInput("", arguments);
    }

    /** With something coming in. */
    static Run withInput(String input, String... arguments) {
        return withInput(input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    /** With bytes coming in. */
    static Run withInput(byte[] input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        var in = new ByteArrayInputStream(input);
        int status = Tool.commandLine(new Console(in, new PrintWriter(out, true), new PrintWriter(err, true)))
                .execute(arguments);
        return new Run(status, out.toString(), err.toString());
    }
}
