package dev.registrymirror.operator.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;

/** Writes log records as one JSON object per line, so that no message and no stack trace spreads over several. */
public final class JsonLines extends Formatter {
    private static final Logger ROOT = Logger.getLogger("");

    /** Has everything of this level and above go to stderr in this form; libraries speak up from {@code WARNING} unless all is asked for. */
    public static void install(java.util.logging.Level level) {
        for (var handler : ROOT.getHandlers()) ROOT.removeHandler(handler);
        var handler = new Flushing();
        handler.setFormatter(new JsonLines());
        handler.setLevel(java.util.logging.Level.ALL);
        ROOT.addHandler(handler);
        boolean all = level.intValue() <= java.util.logging.Level.FINE.intValue();
        ROOT.setLevel(all ? level : java.util.logging.Level.WARNING);
        NOISY.forEach(logger -> logger.setLevel(all ? level : java.util.logging.Level.SEVERE));
        OURS.setLevel(level);
    }

    /** Kept, since the log manager holds loggers weakly and a level would be lost with its logger. */
    private static final Logger OURS = Logger.getLogger("dev.registrymirror");

    /** Warn of what is no trouble: that an API is v1alpha1, and each watch that an API server ends, with a stack trace. Informers watch again. */
    private static final List<Logger> NOISY = Stream.of(
                    "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
                    "io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl")
            .map(Logger::getLogger)
            .toList();

    @Override
    public String format(LogRecord record) {
        var line = new StringBuilder("{");
        field(line, "time", record.getInstant().toString());
        field(line, "level", record.getLevel().getName());
        field(line, "logger", record.getLoggerName() == null ? "" : record.getLoggerName());
        field(line, "message", formatMessage(record));
        if (record.getThrown() != null) field(line, "error", stackTrace(record.getThrown()));
        return line.append("}\n").toString();
    }

    private static void field(StringBuilder line, String name, String value) {
        if (line.length() > 1) line.append(',');
        line.append('"').append(name).append("\":\"");
        line.append(JsonStringEncoder.getInstance().quoteAsString(value)).append('"');
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static final class Flushing extends StreamHandler {
        private Flushing() {
            super(System.err, new JsonLines());
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }
}
