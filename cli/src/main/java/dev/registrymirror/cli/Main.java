package dev.registrymirror.cli;

import dev.registrymirror.cli.file.ExitStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Starts the tool. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int status = Tool.commandLine(new Console(System.in, out, err)).execute(arguments);
        if (out.checkError()) {
            err.println("registries: the output could not be written");
            status = ExitStatus.CANNOT.number();
        }
        err.flush();
        System.exit(status);
    }

    /** UTF-8 whatever the locale is: registries' names and rewrites go out as they are. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }
}
