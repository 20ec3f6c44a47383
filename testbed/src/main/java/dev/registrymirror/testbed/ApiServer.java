package dev.registrymirror.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * An etcd and an API server on loopback, for tests that need no node. All test classes of a JVM share one; it ends with the last of
 * them, or with the JVM however that ends.
 *
 * {@snippet :
 * @RegisterExtension
 * static final ApiServer API = new ApiServer();
 * }
 */
public final class ApiServer implements BeforeAllCallback {
    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(ApiServer.class))
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class);
    }

    /** Path of the administrator's kubeconfig. */
    public Path kubeconfig() {
        if (running == null) throw new IllegalStateException("not started: register the extension in a static field");
        return running.kubeconfig;
    }

    private record Running(Testbed testbed, Path folder, Path kubeconfig) implements AutoCloseable {
        static Running start() {
            Testbed testbed = Testbed.ofThisCheckout();
            Path folder = temporaryFolder();
            String parent = Long.toString(ProcessHandle.current().pid());
            String kubeconfig = testbed.run("apiserver", "up", "--dir", folder.toString(), "--with-parent", parent);
            return new Running(testbed, folder, Path.of(kubeconfig));
        }

        @Override
        public void close() {
            testbed.run("apiserver", "down", "--dir", folder.toString());
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("apiserver");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
