package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.model.Tls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of an entry makes a hosts.toml that containerd cannot read, or cannot use for any pull. */
final class Unreadable {
    private Unreadable() {}

    /** Why containerd ignores the file, or null. */
    static @Nullable String reason(HostEntry entry) {
        Set<String> urls = new HashSet<>();
        for (Endpoint endpoint : entry.endpoints()) {
            Optional<String> url = TomlText.read(endpoint.url());
            if (url.isEmpty() || !urls.add(url.get())) {
                return "the endpoint " + endpoint.url() + " makes other TOML of it";
            }
            Set<String> patterns = new HashSet<>();
            for (var rewrite : endpoint.rewrites().entrySet()) {
                Optional<String> pattern = TomlText.read(rewrite.getKey());
                if (pattern.isEmpty() || !patterns.add(pattern.get())) {
                    return "the pattern " + rewrite.getKey() + " makes other TOML of it";
                }
                if (TomlText.read(rewrite.getValue()).isEmpty()) {
                    return "the replacement " + rewrite.getValue() + " makes other TOML of it";
                }
            }
        }
        Server server = entry.server();
        String url = server == null || server.url() == null ? "" : server.url();
        if (TomlText.read(url).isEmpty()) {
            return "the registry's name makes other TOML of it";
        }
        boolean odd = settings(entry).stream()
                .flatMap(tls -> Stream.of(tls.caFile(), tls.certFile(), tls.keyFile()))
                .filter(Objects::nonNull)
                .anyMatch(Unreadable::hasOddCharacter);
        return odd ? "the path of a certificate has a control character" : null;
    }

    /** Why no pull can succeed, or null. */
    static @Nullable String failure(HostEntry entry) {
        boolean half = settings(entry).stream().anyMatch(tls -> (tls.certFile() == null) != (tls.keyFile() == null));
        return half ? "one of its endpoints has a client certificate without key, or a key without certificate" : null;
    }

    private static List<Tls> settings(HostEntry entry) {
        List<Tls> all = new ArrayList<>();
        entry.endpoints()
                .forEach(endpoint -> add(all, endpoint.access().config().tls()));
        Server server = entry.server();
        if (server != null) {
            add(all, server.access().config().tls());
        }
        return all;
    }

    private static void add(List<Tls> all, @Nullable Tls tls) {
        if (tls != null) {
            all.add(tls);
        }
    }

    /** Control characters that Go quotes in a way that TOML does not know. */
    private static boolean hasOddCharacter(String path) {
        return path.chars().anyMatch(c -> (c < ' ' && "\b\t\n\f\r".indexOf(c) < 0) || c == 0x7f);
    }
}
