package dev.registrymirror.agent.log;

import java.io.Serial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** One line an event: {@code time=… level=… logger=… msg="…" key=value}. */
final class LogfmtLogger extends LegacyAbstractLogger implements LoggingEventAware {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Log log;
    private final transient Level threshold;

    LogfmtLogger(String name, Log log, Level threshold) {
        this.name = name;
        this.log = log;
        this.threshold = threshold;
    }

    private boolean enabled(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable throwable) {
        write(level, MessageFormatter.basicArrayFormat(message, arguments), List.of(), throwable);
    }

    @Override
    public void log(LoggingEvent event) {
        if (!enabled(event.getLevel())) return;
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        write(
                event.getLevel(),
                MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray()),
                pairs == null ? List.of() : pairs,
                event.getThrowable());
    }

    private void write(Level level, String message, List<KeyValuePair> pairs, @Nullable Throwable throwable) {
        StringBuilder line = new StringBuilder(160)
                .append("time=")
                .append(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .append(" level=")
                .append(level.name().toLowerCase(Locale.ROOT))
                .append(" logger=")
                .append(name.substring(name.lastIndexOf('.') + 1));
        append(line, "msg", message);
        for (KeyValuePair pair : pairs) append(line, pair.key, String.valueOf(pair.value));
        for (Throwable cause = throwable; cause != null; cause = cause.getCause()) {
            append(line, "error", cause.toString());
            StackTraceElement[] trace = cause.getStackTrace();
            if (trace.length > 0) append(line, "at", trace[0].toString());
        }
        log.offer(line.toString());
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=');
        boolean plain = !value.isEmpty();
        for (int i = 0; plain && i < value.length(); i++) {
            char c = value.charAt(i);
            plain = c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\';
        }
        if (plain) {
            line.append(value);
            return;
        }
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') line.append('\\').append(c);
            else if (c < ' ' || c == 0x7f) line.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
            else line.append(c);
        }
        line.append('"');
    }
}
