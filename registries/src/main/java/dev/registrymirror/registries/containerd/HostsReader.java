package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.HostsReading.Decoded;
import dev.registrymirror.registries.containerd.HostsReading.Part;
import dev.registrymirror.registries.containerd.HostsReading.Rewrite;
import dev.registrymirror.registries.containerd.HostsReading.Undecodable;
import dev.registrymirror.registries.containerd.HostsReading.Untold;
import dev.registrymirror.registries.containerd.TomlText.Text;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one entry as its text would be read. One undecodable part makes the file undecodable, whatever is in doubt elsewhere. */
final class HostsReader {
    private final HostEntry entry;
    private final List<List<Rewrite>> rewrites = new ArrayList<>();

    /** The endpoints of a mirror have its rewrites in common: they are read once. */
    private final IdentityHashMap<SortedMap<String, String>, List<Rewrite>> read = new IdentityHashMap<>();

    private @Nullable Undecodable undecodable;
    private @Nullable Untold untold;

    HostsReader(HostEntry entry) {
        this.entry = entry;
    }

    HostsReading read() {
        Server server = entry.server();
        if (server != null) {
            if (server.url() != null) {
                url(server.url(), TomlText.isBrokenValue("\"" + server.url() + "\""));
            }
            tls(server.access().config().tls());
        }
        Set<String> urls = new HashSet<>();
        for (Endpoint endpoint : entry.endpoints()) {
            String url = url(endpoint.url(), TomlText.isBrokenHeader(endpoint.url()));
            if (url != null && !urls.add(url)) {
                undecodable(Part.URL, endpoint.url());
            }
            tls(endpoint.access().config().tls());
            rewrites.add(read.computeIfAbsent(endpoint.rewrites(), this::rewrites));
        }
        if (undecodable != null) {
            return undecodable;
        }
        return untold != null ? untold : new Decoded(rewrites);
    }

    private @Nullable String url(String raw, boolean brokenIfOpen) {
        switch (TomlText.read(raw)) {
            case Text.Value(String url) -> {
                if (RegistryUrl.parse(url, GoUrlParser.CURRENT).isEmpty()) {
                    // Other releases of Go take it: it depends on what containerd was built with.
                    doubtOr(RegistryUrl.parse(url, GoUrlParser.FORMER).isEmpty(), Part.URL, raw);
                }
                return url;
            }
            case Text.Broken _ -> undecodable(Part.URL, raw);
            case Text.Open _ -> doubtOr(brokenIfOpen, Part.URL, raw);
        }
        return null;
    }

    private List<Rewrite> rewrites(SortedMap<String, String> all) {
        List<Rewrite> usable = new ArrayList<>();
        Set<String> patterns = new HashSet<>();
        all.forEach((pattern, replacement) -> {
            Text key = TomlText.read(pattern);
            Text value = TomlText.read(replacement);
            if (key instanceof Text.Value(String k) && value instanceof Text.Value(String v)) {
                usable.add(new Rewrite(pattern, k, v));
                if (!patterns.add(k)) {
                    undecodable(Part.PATTERN, pattern);
                }
            } else if (key instanceof Text.Broken) {
                undecodable(Part.PATTERN, pattern);
            } else if (key instanceof Text.Open) {
                doubtOr(TomlText.isBrokenPair(pattern, replacement), Part.PATTERN, pattern);
            } else if (value instanceof Text.Broken) {
                undecodable(Part.REPLACEMENT, replacement);
            } else {
                doubtOr(TomlText.isBrokenPair(pattern, replacement), Part.REPLACEMENT, replacement);
            }
        });
        return List.copyOf(usable);
    }

    private void tls(@Nullable Tls tls) {
        if (tls == null) {
            return;
        }
        Stream.of(tls.caFile(), tls.certFile(), tls.keyFile()).forEach(path -> {
            if (path != null) {
                String quoted = GoQuote.quote(path);
                if (!(TomlText.read(quoted.substring(1, quoted.length() - 1)) instanceof Text.Value)) {
                    undecodable(Part.TLS_PATH, path);
                }
            }
        });
    }

    private void doubtOr(boolean broken, Part part, String text) {
        if (broken) {
            undecodable(part, text);
        } else if (untold == null) {
            untold = new Untold(part, text);
        }
    }

    private void undecodable(Part part, String text) {
        if (undecodable == null) {
            undecodable = new Undecodable(part, text);
        }
    }
}
