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
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A whole way. */
    private record Steps(List<Step> steps, boolean fails) {
        static Steps of(Way way) {
            return new Steps(
                    way.hops().stream().map(Step::of).toList(), way.folder().state() == State.FAILING);
        }
    }

    private Concerned() {}

    static List<String> registries(Registries old, Registries now, NodeOptions options) {
        if (old.equals(now)) {
            return List.of();
        }
        HostEntries before = HostEntries.of(old, options);
        HostEntries after = HostEntries.of(now, options);
        SortedSet<String> names = names(old, now);
        StringBuilder other = new StringBuilder("other.invalid");
        while (names.contains(other.toString())) {
            other.insert(0, "an");
        }
        Predicate<String> concerned =
                name -> goesAnotherWay(Way.of(name, old, before, options), Way.of(name, now, after, options));
        List<String> found = new ArrayList<>(names.stream().filter(concerned).toList());
        if (concerned.test(other.toString())) {
            found.add(HostEntries.WILDCARD);
        }
        return found;
    }

    /** Where it cannot be told which way it is, it may always be another. */
    private static boolean goesAnotherWay(Way before, Way after) {
        return before.folder().state() == State.UNDECIDED
                || after.folder().state() == State.UNDECIDED
                || !Steps.of(before).equals(Steps.of(after));
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
