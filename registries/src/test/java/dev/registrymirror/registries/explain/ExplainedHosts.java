package dev.registrymirror.registries.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.registrymirror.registries.containerd.Rke2;
import dev.registrymirror.registries.containerd.Rke2.Seen;
import dev.registrymirror.registries.explain.Attempt.Kind;
import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.testbed.Oracle;
import dev.registrymirror.testbed.Oracle.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An explanation put so that it can be compared with what containerd sees, and the other way round. */
final class ExplainedHosts {
    private static final Set<String> FOR_PULLS = Set.of("pull", "resolve");

    private ExplainedHosts() {}

    /** What matters to a pull of what containerd sees of a host. */
    record Host(String url, boolean fallsBack, boolean insecure, List<String> cas, List<String> clients) {}

    static List<Host> of(Explanation explanation) {
        return explanation.attempts().stream().map(ExplainedHosts::host).toList();
    }

    /**
     * What RKE2's containerd tries of what the stock one sees. The stock one always has the registry itself at the end, RKE2's only where
     * the file says so, or in place of an endpoint that has no host.
     */
    static List<Host> asRke2Tries(Seen.Hosts seen, Explanation explanation) {
        List<Host> hosts = new ArrayList<>();
        for (Rke2.Host host : seen.hosts()) {
            if (!host.capabilities().containsAll(FOR_PULLS)) {
                throw new AssertionError("not asked by pulls: " + host);
            }
            String scheme = host.fallsBack() ? "http" : host.scheme();
            String url = scheme + "://" + host.host() + host.path();
            hosts.add(new Host(url, host.fallsBack(), host.insecure(), host.cas(), host.clients()));
        }
        switch (explanation.defaultEndpoint()) {
            case DISABLED, LEFT_OUT -> hosts.removeLast();
            case IN_PLACE_OF_DEAD_ENDPOINT -> {
                Host itself = hosts.removeLast();
                Host dead = hosts.removeLast();
                hosts.add(new Host(
                        itself.url(),
                        itself.fallsBack(),
                        itself.insecure() || dead.insecure(),
                        dead.cas(),
                        dead.clients()));
            }
            default -> {}
        }
        return hosts;
    }

    /** Whether all files are there that TLS settings name; without one of them a pull fails at every endpoint. */
    static boolean tlsFilesAreThere(Explanation explanation) {
        return explanation.attempts().stream()
                .map(Attempt::tls)
                .allMatch(tls -> isThere(tls.caFile()) && isThere(tls.certFile()) && isThere(tls.keyFile()));
    }

    /** What Go makes of a repository with each rewrite that changes it; the repository itself where none does. */
    static Set<String> repositories(Map<String, String> rewrites, String repository) {
        Set<String> outcomes = new TreeSet<>();
        rewrites.forEach((pattern, replacement) -> {
            Map<String, Object> question =
                    Map.of("pattern", pattern, "replacement", replacement, "names", List.of(repository));
            if (Oracle.shared().ask("replace", question) instanceof Answer.Taken(JsonNode replaced)) {
                outcomes.add(replaced.get(0).asText());
            }
        });
        outcomes.remove(repository);
        return outcomes.isEmpty() ? Set.of(repository) : outcomes;
    }

    /** Go's JSON has no bytes that are no UTF-8. */
    static String asJson(String text) {
        return text.replaceAll("[\\x{dc80}-\\x{dcff}]", "\ufffd");
    }

    private static Host host(Attempt attempt) {
        TlsSettings tls = attempt.tls();
        Protocol protocol = attempt.address().protocol();
        String url = attempt.address().url();
        if (protocol == Protocol.HTTP && !url.startsWith("http:")) {
            throw new AssertionError("in the clear, but by " + url);
        }
        if (attempt.kind() == Kind.REGISTRY
                && !attempt.rewriting().outcomes().getFirst().patterns().isEmpty()
                && attempt.field() == null) {
            throw new AssertionError("rewritten at the registry itself: " + attempt);
        }
        return new Host(
                asJson(url),
                protocol == Protocol.HTTPS_THEN_HTTP,
                tls.insecureSkipVerify(),
                commonName(tls.caFile()),
                commonName(tls.certFile()));
    }

    private static List<String> commonName(@Nullable String path) {
        return path == null
                ? List.of()
                : List.of(Path.of(path).getFileName().toString().replace(".crt", ""));
    }

    private static boolean isThere(@Nullable String path) {
        return path == null || (path.startsWith("/") && Files.exists(Path.of(path)));
    }
}
