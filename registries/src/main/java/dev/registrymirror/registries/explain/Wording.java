package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostEntry;
import dev.registrymirror.registries.containerd.HostEntry.Endpoint;
import dev.registrymirror.registries.containerd.HostEntry.Server;
import dev.registrymirror.registries.containerd.HostsReading.Part;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.UserInfo;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with a folder of certs.d, in sentences without full stop. */
final class Wording {
    private Wording() {}

    static String undecodable(Part part, String text) {
        return "containerd cannot read its hosts.toml and ignores it, because of " + named(part, text);
    }

    static String untold(Part part, String text) {
        return "it cannot be told whether containerd reads its hosts.toml, because of " + named(part, text);
    }

    static String noFile(String folder, String inner) {
        return "the folder %s is there only because %s lies in it, but containerd takes it all the same, and it has no hosts.toml"
                .formatted(FieldPath.quote(folder), FieldPath.quote(inner));
    }

    static String byChance(List<String> names) {
        return "%s write the same folder, and it is by chance which of them counts"
                .formatted(names.stream().map(FieldPath::quote).collect(Collectors.joining(" and ")));
    }

    /** Why no pull succeeds with what a hosts.toml says, whether an endpoint works or not; or null. */
    static @Nullable String failure(HostEntry entry) {
        Server server = entry.server();
        List<Tls> settings = Stream.concat(
                        entry.endpoints().stream().map(Endpoint::access),
                        Stream.ofNullable(server).map(Server::access))
                .flatMap(access -> Stream.ofNullable(access.config().tls()))
                .toList();
        if (settings.stream().anyMatch(Wording::isHalf)) {
            return "every pull fails, whichever endpoint it comes to, since one of them has a client certificate without key, or a key"
                    + " without certificate";
        }
        return settings.stream().anyMatch(Wording::isRelative)
                ? "every pull fails, whichever endpoint it comes to, since the path of a TLS file does not begin with /: containerd looks for"
                        + " it in a folder that is made anew at every start"
                : null;
    }

    /** Whether a path is none of a whole file's, such as the text of a certificate; a node with Windows has others. */
    private static boolean isRelative(Tls tls) {
        return Stream.of(tls.caFile(), tls.certFile(), tls.keyFile())
                .anyMatch(file -> file != null && !file.startsWith("/") && !file.matches("(?s)[A-Za-z]:[\\\\/].*"));
    }

    private static boolean isHalf(Tls tls) {
        return (tls.certFile() == null) != (tls.keyFile() == null);
    }

    private static String named(Part part, String text) {
        return switch (part) {
            case URL -> "the address " + FieldPath.quote(UserInfo.masked(text));
            case PATTERN -> "the pattern " + FieldPath.quote(text);
            case REPLACEMENT -> "the replacement " + FieldPath.quote(text);
            case TLS_PATH -> "the path " + FieldPath.quote(text);
        };
    }
}
