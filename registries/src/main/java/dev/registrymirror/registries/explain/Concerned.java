package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Attempt.Address;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.explain.Folder.State;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the registries whose pulls go another way. */
final class Concerned {
    /** A folder of this name is looked for first for {@code host:port}. */
    private static final Pattern WITH_UNDERSCORES = Pattern.compile("(.+)_([0-9]+)_");

    /** What a pull meets at one endpoint, wherever in the file it stands. */
    private record Step(
            Address address,
            List<Rewrite> rewrites,
            TlsSettings tls,
            @Nullable Auth auth) {
        static Step of(Hop hop) {
            return new Step(
                    hop.address(),
                    hop.rewrites(),
                    TlsSettings.of(null, hop.host().tls()),
                    hop.login().auth());
        }
    }

    /** The folders that two files take for a registry: what is tried before the last is the same for all registries that have these. */
    private record Folders(
            @Nullable String before, @Nullable String after) {
        static Folders of(Way before, Way after) {
            return new Folders(before.folder().taken(), after.folder().taken());
        }
    }

    private final Ways before;
    private final Ways after;
    private final Map<Folders, Boolean> beginAlike = new HashMap<>();

    private Concerned(Ways before, Ways after) {
        this.before = before;
        this.after = after;
    }

    static List<String> registries(Registries old, Registries now, NodeOptions options) {
        if (old.equals(now)) {
            return List.of();
        }
        Concerned concerned = new Concerned(
                new Ways(old, HostEntries.of(old, options), options),
                new Ways(now, HostEntries.of(now, options), options));
        SortedSet<String> names = names(old, now);
        StringBuilder other = new StringBuilder("other.invalid");
        while (names.contains(other.toString())) {
            other.insert(0, "an");
        }
        List<String> found =
                new ArrayList<>(names.stream().filter(concerned::goesAnotherWay).toList());
        if (concerned.goesAnotherWay(other.toString())) {
            found.add(HostEntries.WILDCARD);
        }
        return found;
    }

    /** Where it cannot be told which way it is, it may always be another. */
    private boolean goesAnotherWay(String registry) {
        Way old = before.of(registry);
        Way now = after.of(registry);
        if (old.last() == null || now.last() == null) {
            return true;
        }
        return old.folder().state() == State.FAILING != (now.folder().state() == State.FAILING)
                || !Step.of(old.last()).equals(Step.of(now.last()))
                || !beginAlike.computeIfAbsent(Folders.of(old, now), _ -> beginAlike(old, now));
    }

    private static boolean beginAlike(Way old, Way now) {
        return old.first().size() == now.first().size()
                && IntStream.range(0, old.first().size())
                        .allMatch(i -> Step.of(old.first().get(i))
                                .equals(Step.of(now.first().get(i))));
    }

    /** Registries, as images have them, about which one of the files may say something. */
    private static SortedSet<String> names(Registries old, Registries now) {
        SortedSet<String> keys = new TreeSet<>(Utf8Order.COMPARATOR);
        for (Registries registries : List.of(old, now)) {
            keys.addAll(registries.mirrors().keySet());
            keys.addAll(registries.configs().keySet());
        }
        SortedSet<String> names = new TreeSet<>(Utf8Order.COMPARATOR);
        for (String key : keys) {
            Matcher matcher = WITH_UNDERSCORES.matcher(key);
            String name = matcher.matches() ? matcher.group(1) + ":" + matcher.group(2) : key;
            // The folder of ghcr.io/team lies in that of ghcr.io.
            names.add(name.split("/", 2)[0]);
        }
        // An image of Docker Hub has this name, whichever of the two the file has.
        if (names.contains(HostAddress.DOCKER_HUB_HOST)) {
            names.add(HostAddress.DOCKER_HUB);
        }
        names.removeIf(name -> !ImageName.isRegistry(name));
        return names;
    }
}
