package dev.registrymirror.registries.check;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Endpoints of mirrors. RKE2 puts them unescaped into hosts.toml. */
public final class EndpointRules {
    private static final Pattern SEVERAL = Pattern.compile("[,;|\\s]\\s*https?://");
    private static final Pattern PORT_BEHIND_PATH = Pattern.compile("(?:/v2)?/?:[0-9]{2,5}/?");

    private EndpointRules() {}

    /**
     * Checks one endpoint: {@code [http[s]://]host[:port][/path]}, without user, query and fragment.
     *
     * @param path the field that holds the endpoint, for the refusal
     * @param endpoint the endpoint
     */
    public static Optional<Refusal> check(String path, String endpoint) {
        if (endpoint.length() > Limits.ENDPOINT
                && Characters.firstControl(endpoint).isEmpty()) {
            return Optional.of(SizeRules.tooLong(path, "endpoint", Limits.ENDPOINT, "shorten it"));
        }
        if (SEVERAL.matcher(endpoint).find()
                && Characters.firstControl(endpoint).isEmpty()) {
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidEndpoint,
                    "several endpoints stand in one: no pull could use it",
                    "write each as an item of the list, in quotes of its own"));
        }
        return problem(endpoint)
                .map(
                        problem -> new Refusal(
                                path,
                                RefusalCode.InvalidEndpoint,
                                problem,
                                Suggestions.endpoint(endpoint)
                                        .map(text -> "write " + text)
                                        .orElse(
                                                "write http:// or https://, a host, and if need be a port and a path, as in https://registry.example.com:5000")));
    }

    private static Optional<String> problem(String endpoint) {
        OptionalInt control = Characters.firstControl(endpoint);
        if (control.isPresent()) {
            return Optional.of(
                    "the endpoint contains %s: containerd would ignore the mirror and pull from the registry itself"
                            .formatted(Characters.name(control.getAsInt())));
        }
        Optional<String> copied = Characters.copied(endpoint);
        if (copied.isPresent()) {
            return copied.map(what -> what + ": no pull could use the endpoint");
        }
        if (Characters.firstOf(endpoint, "\"'").isPresent()) {
            return Optional.of("the endpoint has quotes in it, which are a part of it: no pull could use it");
        }
        int schemeEnd = endpoint.indexOf("://");
        if (schemeEnd < 0 && endpoint.matches("(?i)https?(?::/|//).*")) {
            return Optional.of(
                    "no pull could use the endpoint: without :// in front of the host, what stands before the slash is taken for the host");
        }
        String scheme = schemeEnd < 0 ? "https" : endpoint.substring(0, schemeEnd);
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            return Optional.of("the endpoint's scheme is not http or https: no pull could use it");
        }
        String rest = schemeEnd < 0 ? endpoint : endpoint.substring(schemeEnd + 3);
        if (rest.indexOf('@') >= 0) {
            return Optional.of(
                    "the endpoint names a user, who would stand in files that everybody on the node can read;"
                            + " credentials belong into configs");
        }
        if (Characters.firstOf(rest, "?#").isPresent()) {
            return Optional.of("the endpoint has a query or a fragment: no pull could use it");
        }
        int pathStart = rest.indexOf('/');
        String address = pathStart < 0 ? rest : rest.substring(0, pathStart);
        Optional<String> problem = Address.problem(address);
        if (problem.isPresent()) {
            return problem.map(what -> "no pull could use the endpoint: " + what);
        }
        String urlPath = pathStart < 0 ? "" : rest.substring(pathStart);
        boolean plain = urlPath.chars().allMatch(c -> Address.isAlphanumeric(c) || "/-._~".indexOf(c) >= 0);
        return plain
                ? Optional.empty()
                : PORT_BEHIND_PATH.matcher(urlPath).matches()
                        ? Optional.of("the endpoint's port stands behind its path: no pull could use it")
                        : urlPath.indexOf(':') > 0
                                ? Optional.of(
                                        "the endpoint has a tag, but is the address of a registry and not an image: no pull could use it")
                                : Optional.of(
                                        "the endpoint's path contains something else than letters, digits and - . _ ~ /");
    }
}
