package dev.registrymirror.operator;

import dev.registrymirror.operator.log.JsonLines;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's program. Exit status 2: its environment cannot be used; 1: it could not start, or does not lead any more. */
public final class OperatorMain {
    private OperatorMain() {}

    public static void main(String[] args) {
        OperatorConfig config;
        try {
            config = OperatorConfig.of(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("cannot start: " + e.getMessage());
            System.exit(2);
            return;
        }
        JsonLines.install(level(config.logLevel()));
        Logger log = LoggerFactory.getLogger(OperatorMain.class);
        try {
            var process = new OperatorProcess(config, new KubernetesClientBuilder().build(), Clock.systemUTC(), () -> {
                log.error("lost the lease; ending, since another operator leads");
                // Without shutdown hooks: they would end what is under way first, and it is another's work now.
                Runtime.getRuntime().halt(1);
            });
            Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
            process.start();
        } catch (RuntimeException e) {
            log.error("cannot start", e);
            System.exit(1);
        }
    }

    private static Level level(OperatorConfig.LogLevel level) {
        return switch (level) {
            case Error -> Level.SEVERE;
            case Warn -> Level.WARNING;
            case Info -> Level.INFO;
            case Debug -> Level.FINE;
        };
    }
}
