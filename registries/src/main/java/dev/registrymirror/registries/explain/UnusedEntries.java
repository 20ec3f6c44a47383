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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the entries of a file that play no part in one pull, in the order of the file's model. */
final class UnusedEntries {
    private static final FieldPath MIRRORS = FieldPath.of("mirrors");
    private static final FieldPath CONFIGS = FieldPath.of("configs");
    private static final Set<String> HUB = Set.of(HostAddress.DOCKER_HUB, HostAddress.DOCKER_HUB_HOST);

    private final ImageName image;
    private final Way way;
    private final List<Attempt> attempts;
    private final NodeOptions options;
    private final List<LeftOut> leftOut;
    private final List<Unused> found = new ArrayList<>();

    private UnusedEntries(
            ImageName image, Way way, List<Attempt> attempts, List<LeftOut> leftOut, NodeOptions options) {
        this.image = image;
        this.way = way;
        this.attempts = attempts;
        this.options = options;
        this.leftOut = leftOut;
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
        FieldPath path = MIRRORS.entry(name);
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
        if (leftOut.stream()
                .anyMatch(left -> left instanceof LeftOut.MirrorName(String of, var _) && of.equals(name))) {
            return Reason.NO_ADDRESS;
        }
        if (!applies(name)) {
            return ImageName.isRegistry(name) ? Reason.OTHER_REGISTRY : Reason.NO_REGISTRY;
        }
        if (mirror.endpoints().isEmpty()) {
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
        List<Rewriting> rewritings = attempts.stream()
                .filter(attempt -> attempt.kind() == Attempt.Kind.MIRROR)
                .map(Attempt::rewriting)
                .toList();
        FieldPath field = path.field("rewrite").entry(pattern);
        if (rewritings.isEmpty()) {
            add(field, Reason.REWRITE_LOST);
        } else if (rewritings.stream().anyMatch(one -> has(one.ignored(), pattern))) {
            add(field, Reason.REWRITE_IGNORED);
        } else if (rewritings.stream()
                .noneMatch(one -> has(one.unknown(), pattern)
                        || one.outcomes().stream()
                                .anyMatch(outcome -> outcome.patterns().contains(pattern)))) {
            add(field, Reason.REWRITE_UNCHANGED);
        }
    }

    private static boolean has(List<Rewriting.Note> notes, String pattern) {
        return notes.stream().anyMatch(note -> note.pattern().equals(pattern));
    }

    private void config(String host, HostConfig config) {
        FieldPath path = CONFIGS.entry(host);
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
        if (config.auth() != null
                && attempts.stream().noneMatch(a -> is(a.credentials().field(), auth))) {
            add(auth, host.equals(HostEntries.WILDCARD) ? Reason.WILDCARD_LOGIN : reason(host));
        }
        FieldPath tls = path.field("tls");
        if (config.tls() != null && attempts.stream().noneMatch(a -> is(a.tls().field(), tls))) {
            add(tls, host.equals(HostEntries.WILDCARD) ? Reason.WILDCARD_TLS : reason(host));
        }
    }

    private static boolean is(@Nullable String field, FieldPath path) {
        return Objects.equals(field, path.toString());
    }

    private Reason reason(String host) {
        Set<String> tried = way.hops().stream().map(hop -> hop.host().host()).collect(Collectors.toSet());
        if (HUB.contains(host) && tried.contains(HostAddress.DOCKER_HUB_HOST)) {
            return Reason.OTHER_NAME;
        }
        String name = HostPort.host(host);
        return !tried.contains(host)
                        && tried.stream().anyMatch(one -> HostPort.host(one).equals(name))
                ? Reason.OTHER_PORT
                : Reason.OTHER_HOST;
    }

    private void add(FieldPath field, Reason reason) {
        found.add(new Unused(field.toString(), reason));
    }
}
