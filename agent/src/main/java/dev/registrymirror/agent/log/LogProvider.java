package dev.registrymirror.agent.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Has everything that logs through SLF4J, the D-Bus library too, log through {@link Log}. Found by SLF4J itself. */
public final class LogProvider implements SLF4JServiceProvider {
    /** System property with the least level that is logged, which {@code main} sets before anything logs. */
    public static final String LEVEL = "registrymirror.log.level";

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, LogProvider::logger);
    }

    private static Logger logger(String name) {
        Level level = Level.valueOf(System.getProperty(LEVEL, Level.INFO.name()));
        boolean own = name.startsWith("dev.registrymirror.");
        // The D-Bus library tells every message at DEBUG and every lost connection at ERROR.
        return new LogfmtLogger(name, Log.standardError(), own ? level : Level.ERROR);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Loggers are made when they are asked for.
    }
}
