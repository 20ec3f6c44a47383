package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the registries whose pulls go another way. */
final class Concerned {
    /** A folder of this name is looked for first for {@code host:port}. */
    private static final Pattern WITH_UNDERSCORES = Pattern.compile("(.+)_([0-9]+)_");

    /** What a pull meets at one endpoint, wherever in the file it stands. */
    private record Step(
            String url,
            boolean overridePath,
            SortedMap<String, String> rewrites,
            TlsSettings tls,
            @Nullable Auth auth) {
        static Step of(Hop hop) {
            TlsSettings tls = hop.tls();
            return new Step(
                    hop.url(),
                    hop.overridePath(),
                    hop.rewrites(),
                    new TlsSettings(null, tls.caFile(), tls.certFile(), tls.keyFile(), tls.insecureSkipVerify()),
                    hop.login().auth());
        }
    }

    /** A whole way; undecided ones are never the same as before, since they may always be another. */
    private record Steps(List<Step> steps, boolean fails) {
        static Steps of(String registry, Registries registries, NodeOptions options) {
            Way way = Way.of(registry, registries, options);
            return new Steps(
                    way.hops().stream().map(Step::of).toList(), way.folder().fails() != null);
        }
    }

    private Concerned() {}

    static List<String> registries(Registries old, Registries now, NodeOptions options) {
        List<String> concerned = new ArrayList<>();
        SortedSet<String> names = names(old, now);
        for (String name : names) {
            if (!Steps.of(name, old, options).equals(Steps.of(name, now, options))) {
                concerned.add(name);
            }
        }
        StringBuilder other = new StringBuilder("other.invalid");
        while (names.contains(other.toString())) {
            other.insert(0, "an");
        }
        if (!Steps.of(other.toString(), old, options).equals(Steps.of(other.toString(), now, options))) {
            concerned.add(HostEntries.WILDCARD);
        }
        return concerned;
    }

    private static SortedSet<String> names(Registries old, Registries now) {
        SortedSet<String> keys = new TreeSet<>(Utf8Order.COMPARATOR);
        for (Registries registries : List.of(old, now)) {
            keys.addAll(registries.mirrors().keySet());
            keys.addAll(registries.configs().keySet());
        }
        SortedSet<String> names = new TreeSet<>(Utf8Order.COMPARATOR);
        for (String key : keys) {
            Matcher matcher = WITH_UNDERSCORES.matcher(key);
            names.add(matcher.matches() ? matcher.group(1) + ":" + matcher.group(2) : key);
        }
        // An image of Docker Hub has this name, whichever of the two the file has.
        if (names.contains("registry-1.docker.io")) {
            names.add("docker.io");
        }
        names.removeAll(List.of(HostEntries.WILDCARD, HostEntries.WILDCARD_FOLDER));
        return names;
    }
}
