package dev.registrymirror.registries.explain;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where containerd finds a registry's API, taken from a URL of hosts.toml.
 *
 * @param scheme http or https, or something that no pull can use
 * @param host {@code host[:port]}, or empty
 * @param path the API's root, {@code /v2} unless {@code override_path} says otherwise
 */
record ApiRoot(String scheme, String host, String path) {
    private static final String API = "/v2";

    static ApiRoot of(String url, boolean overridePath) {
        String full = url.startsWith("http") ? url : "https://" + url;
        int scheme = full.indexOf("://");
        String rest = scheme < 0 ? "" : full.substring(scheme + 3);
        int end = firstOf(rest, "/?#");
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        String path = tail.substring(0, firstOf(tail, "?#"));
        String clean = path.isEmpty() ? "" : clean(path);
        boolean complete = overridePath || clean.endsWith(API);
        return new ApiRoot(
                scheme < 0 ? full : full.substring(0, scheme),
                authority.substring(authority.lastIndexOf('@') + 1),
                complete ? clean : clean + API);
    }

    /** The port as it stands in the host, or empty. */
    String port() {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? "" : host.substring(colon + 1);
    }

    /** The URL of a manifest, where the image's registry is told to whoever is not that registry itself. */
    String manifest(String usedScheme, String repository, ImageName image) {
        String joined = clean("/" + path + "/" + repository + "/manifests/" + image.reference());
        boolean itself = host.equals(image.registry())
                || (image.registry().equals("docker.io") && host.equals("registry-1.docker.io"));
        return usedScheme + "://" + host + joined + (itself ? "" : "?ns=" + query(image.registry()));
    }

    /** Go's path.Clean of an absolute path. */
    private static String clean(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** Go's url.QueryEscape of what a registry's name can have. */
    private static String query(String registry) {
        return registry.replace(":", "%3A").replace("[", "%5B").replace("]", "%5D");
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
