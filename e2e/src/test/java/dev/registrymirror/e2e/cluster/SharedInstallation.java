package dev.registrymirror.e2e.cluster;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster of two servers and three agents with the product installed, for all test classes that ask for an
 * {@link Installation}. While it stands, a {@link TruthSampler} watches what the product claims; a test during which it claimed
 * something false fails.
 */
public final class SharedInstallation implements ParameterResolver, AfterEachCallback {
    private record Shared(Cluster cluster, Installation installation, TruthSampler truth) implements AutoCloseable {
        static Shared start() {
            Cluster cluster = Cluster.up("e2e", 2, 3, Installation.images());
            Installation installation = Installation.in(cluster);
            return new Shared(cluster, installation, TruthSampler.start(installation));
        }

        @Override
        public void close() {
            truth.close();
            cluster.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context).installation();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        shared(context).truth().assertNothingFalse();
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedInstallation.class))
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class);
    }
}
