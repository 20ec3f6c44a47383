package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostFolder;
import dev.registrymirror.registries.containerd.HostPort;
import dev.registrymirror.registries.containerd.LeftOut;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.explain.Unused.Reason;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the entries of a file that play no part in one pull, in the order of the file's model. */
final class UnusedEntries {
    private static final Set<String> HUB = Set.of(HostAddress.DOCKER_HUB, HostAddress.DOCKER_HUB_HOST);

    private final ImageName image;
    private final Way way;
    private final NodeOptions options;
    private final List<LeftOut> leftOut;
    private final Set<String> noAddresses;
    private final Played played;
    private final List<Unused> found = new ArrayList<>();

    private UnusedEntries(
            ImageName image, Way way, List<Attempt> attempts, List<LeftOut> leftOut, NodeOptions options) {
        this.image = image;
        this.way = way;
        this.options = options;
        this.leftOut = leftOut;
        this.noAddresses = leftOut.stream()
                .filter(LeftOut.MirrorName.class::isInstance)
                .map(left -> ((LeftOut.MirrorName) left).mirror())
                .collect(Collectors.toSet());
        this.played = Played.of(way, attempts);
    }

    static List<Unused> of(
            ImageName image,
            Way way,
            List<Attempt> attempts,
            Registries registries,
            List<LeftOut> leftOut,
            NodeOptions options) {
        UnusedEntries entries = new UnusedEntries(image, way, attempts, leftOut, options);
        registries.mirrors().forEach(entries::mirror);
        if (way.folder().state() != State.UNDECIDED) {
            registries.configs().forEach(entries::config);
        }
        return List.copyOf(entries.found);
    }

    private void mirror(String name, Mirror mirror) {
        FieldPath path = FieldPath.mirror(name);
        State state = way.folder().state();
        boolean taken = path.toString().equals(way.folder().field());
        if (taken && state == State.UNREADABLE) {
            add(path, Reason.UNREADABLE);
        } else if (taken && (state == State.READ || state == State.FAILING)) {
            endpoints(path, name);
            mirror.rewrites().keySet().forEach(pattern -> rewrite(path, pattern));
        } else if (state != State.UNDECIDED || !applies(name)) {
            add(path, reason(name, mirror));
        }
    }

    private boolean applies(String name) {
        return name.equals(HostEntries.WILDCARD)
                || HostFolder.candidates(image.registry()).contains(name);
    }

    private Reason reason(String name, Mirror mirror) {
        if (noAddresses.contains(name)) {
            return Reason.NO_ADDRESS;
        }
        if (!applies(name)) {
            return ImageName.isRegistry(name) ? Reason.OTHER_REGISTRY : Reason.NO_REGISTRY;
        }
        boolean embedded = name.equals(HostEntries.WILDCARD) && options.embeddedRegistry() != null;
        if (mirror.endpoints().isEmpty() && !embedded) {
            return Reason.NO_ENDPOINTS;
        }
        return name.equals(HostEntries.WILDCARD) && way.folder().taken() != null
                ? Reason.WILDCARD_HIDDEN
                : Reason.NOTHING_WRITTEN;
    }

    private void endpoints(FieldPath path, String name) {
        for (LeftOut left : leftOut) {
            switch (left) {
                case LeftOut.UnusableEndpoint(String of, int position, var _)
                when of.equals(name) -> endpoint(path, position, Reason.ENDPOINT_NO_URL);
                case LeftOut.RepeatedEndpoint(String of, int position, int _)
                when of.equals(name) -> endpoint(path, position, Reason.ENDPOINT_REPEATED);
                default -> {}
            }
        }
    }

    private void endpoint(FieldPath path, int position, Reason reason) {
        if (position != Endpoint.EMBEDDED) {
            add(path.field("endpoint").item(position), reason);
        }
    }

    private void rewrite(FieldPath path, String pattern) {
        FieldPath field = path.field("rewrite").entry(pattern);
        if (!played.anyMirror()) {
            add(field, Reason.REWRITE_LOST);
        } else if (played.ignoredPatterns().contains(pattern)) {
            add(field, Reason.REWRITE_IGNORED);
        } else if (!played.patterns().contains(pattern)) {
            add(field, Reason.REWRITE_UNCHANGED);
        }
    }

    private void config(String host, HostConfig config) {
        FieldPath path = FieldPath.config(host);
        if (host.equals(options.embeddedRegistry())) {
            add(path, Reason.EMBEDDED_REGISTRY);
            return;
        }
        if (config.auth() == null && config.tls() == null) {
            boolean keepsDefault = way.defaultEndpoint() == DefaultEndpoint.TRIED_THOUGH_DISABLED
                    && host.equals(way.folder().taken());
            if (!keepsDefault) {
                add(path, Reason.EMPTY);
            }
            return;
        }
        FieldPath auth = path.field("auth");
        if (config.auth() != null && !played.fields().contains(auth.toString())) {
            add(auth, host.equals(HostEntries.WILDCARD) ? Reason.WILDCARD_LOGIN : reason(host));
        }
        FieldPath tls = path.field("tls");
        if (config.tls() != null && !played.fields().contains(tls.toString())) {
            add(tls, host.equals(HostEntries.WILDCARD) ? Reason.WILDCARD_TLS : reason(host));
        }
    }

    private Reason reason(String host) {
        if (HUB.contains(host) && played.addresses().contains(HostAddress.DOCKER_HUB_HOST)) {
            return Reason.OTHER_NAME;
        }
        return !played.addresses().contains(host) && played.hosts().contains(HostPort.host(host))
                ? Reason.OTHER_PORT
                : Reason.OTHER_HOST;
    }

    private void add(FieldPath field, Reason reason) {
        found.add(new Unused(field.toString(), reason));
    }
}
