package dev.registrymirror.e2e.cluster;

import dev.registrymirror.registries.model.Registries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each node's RKE2 runs with: the meaning of registries.yaml as it was when the invocation that runs now was first seen. Reads
 * the nodes' files directly, since it is asked several times a second.
 */
final class NodesRunning {
    private final List<Node> nodes;
    private final Map<String, String> invocations = new HashMap<>();
    private final Map<String, Registries> read = new HashMap<>();

    NodesRunning(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** By node name; nodes whose RKE2 does not run now are left out. */
    Map<String, Registries> now() {
        Map<String, Registries> now = new HashMap<>();
        for (Node node : nodes) {
            String invocation = invocation(node);
            if (invocation.isEmpty()) continue;
            if (!invocation.equals(invocations.put(node.name(), invocation))) {
                read.put(node.name(), Node.meaning(node.name(), text(node)));
            }
            now.put(node.name(), read.get(node.name()));
        }
        return now;
    }

    /** systemd keeps the invocation of a running unit as a link's target. */
    private static String invocation(Node node) {
        Path link = node.root().resolve("run/systemd/units/invocation:" + node.unit());
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Node node) {
        try {
            return Files.readString(node.root().resolve("etc/rancher/rke2/registries.yaml"));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
