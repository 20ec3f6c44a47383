package dev.registrymirror.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files of any size in which one kind of thing is there many times: what costs too much is seen in one of them. */
enum Shape {
    MIRRORS,
    EMPTY_MIRRORS,
    NAMES_WITHIN_NAMES,
    ENDPOINTS_OF_ONE_MIRROR,
    ENDPOINTS_FOR_ALL_REGISTRIES,
    ENDPOINTS_WITH_ACCESS,
    REWRITES_OF_ONE_MIRROR,
    REWRITES_FOR_MANY_ENDPOINTS,
    PATTERNS_WITH_REPETITIONS,
    CONFIGS,
    CONFIGS_THAT_NOBODY_USES,
    ONE_MIRROR_AGAIN_AND_AGAIN,
    ONE_FIELD_AGAIN_AND_AGAIN,
    ALL_MIRRORS_TWICE,
    UNKNOWN_KEYS_IN_MIRRORS,
    KEYS_OF_CONFIGS_IN_MIRRORS,
    KEYS_OF_MIRRORS_IN_CONFIGS,
    UNKNOWN_KEYS_IN_CONFIGS,
    UNKNOWN_KEYS_IN_LOGINS,
    UNKNOWN_KEYS_OF_THE_FILE,
    ALIASES_OF_ONE_MIRROR,
    MERGES_INTO_MIRRORS,
    MIRRORS_OF_ONE_MANIFEST,
    MANIFESTS,
    UNKNOWN_KEYS_IN_A_MANIFEST;

    /** A file with so many of them. */
    byte[] times(int n) {
        return text(n).getBytes(StandardCharsets.UTF_8);
    }

    private String text(int n) {
        return switch (this) {
            case MIRRORS ->
                "mirrors:\n" + each(n, i -> "  m" + i + ".example: {endpoint: [https://c" + i + ".example]}\n");
            case EMPTY_MIRRORS -> "mirrors:\n" + each(n, i -> "  m" + i + ".example:\n");
            case NAMES_WITHIN_NAMES ->
                "mirrors:\n" + each(n, i -> "  ghcr.io/m" + i + ": {endpoint: [https://c.example]}\n");
            case ENDPOINTS_OF_ONE_MIRROR -> mirror("docker.io", n);
            case ENDPOINTS_FOR_ALL_REGISTRIES ->
                mirror("\"*\"", n) + "configs:\n" + each(n, i -> "  h" + i + ".example: {}\n");
            case ENDPOINTS_WITH_ACCESS ->
                mirror("docker.io", n) + "configs:\n"
                        + each(n, i -> "  c" + i + ".example: {auth: {username: u, password: p}}\n");
            case REWRITES_OF_ONE_MIRROR ->
                "mirrors:\n  docker.io:\n    endpoint: [https://c.example]\n    rewrite:\n"
                        + each(n, i -> "      ^a" + i + "$: b" + i + "\n");
            case REWRITES_FOR_MANY_ENDPOINTS ->
                mirror("docker.io", 20) + "    rewrite:\n" + each(n, i -> "      ^a" + i + "$: b" + i + "\n");
            case PATTERNS_WITH_REPETITIONS ->
                mirror("docker.io", 1) + "    rewrite:\n"
                        + each(n, i -> "      \"^([a-z]{1,300}/){3}" + i + "$\": b\n");
            case CONFIGS -> "configs:\n" + each(n, i -> "  h" + i + ".example: {tls: {ca_file: /ca" + i + "}}\n");
            case CONFIGS_THAT_NOBODY_USES ->
                mirror("docker.io", n) + "configs:\n"
                        + each(n, i -> "  other-host" + i + ": {auth: {username: u, password: p}}\n");
            case ONE_MIRROR_AGAIN_AND_AGAIN ->
                "mirrors:\n" + each(n, i -> "  a.example: {endpoint: [https://c" + i + "]}\n");
            case ALL_MIRRORS_TWICE ->
                "mirrors:\n" + each(2 * n, i -> "  m" + i % n + ".example: {endpoint: [https://c]}\n");
            case ONE_FIELD_AGAIN_AND_AGAIN ->
                "mirrors:\n  a.example:\n" + each(n, i -> "    endpoint: [https://c" + i + ".example]\n");
            case UNKNOWN_KEYS_IN_MIRRORS -> "mirrors:\n" + each(n, i -> "  m" + i + ".example: {foo: x}\n");
            case KEYS_OF_CONFIGS_IN_MIRRORS -> "mirrors:\n" + each(n, i -> "  m" + i + ".example: {ca_file: x}\n");
            case KEYS_OF_MIRRORS_IN_CONFIGS -> "configs:\n" + each(n, i -> "  h" + i + ".example: {endpoint: [x]}\n");
            case UNKNOWN_KEYS_IN_CONFIGS -> "configs:\n" + each(n, i -> "  h" + i + ".example: {foo: x}\n");
            case UNKNOWN_KEYS_IN_LOGINS -> "configs:\n" + each(n, i -> "  h" + i + ".example: {auth: {foo: x}}\n");
            case UNKNOWN_KEYS_OF_THE_FILE -> each(n, i -> "key" + i + ": x\n");
            case ALIASES_OF_ONE_MIRROR ->
                "mirrors:\n  m: &a {endpoint: [https://c.example]}\n" + each(n, i -> "  m" + i + ".example: *a\n");
            case MERGES_INTO_MIRRORS ->
                "base: &a {endpoint: [https://c.example]}\nmirrors:\n"
                        + each(n, i -> "  m" + i + ".example: {<<: *a}\n");
            case MIRRORS_OF_ONE_MANIFEST -> manifest("m", n);
            case MANIFESTS -> each(n, i -> manifest("m" + i, 1));
            case UNKNOWN_KEYS_IN_A_MANIFEST -> manifest("m", 1) + each(n, i -> "  key" + i + ": x\n");
        };
    }

    private static String mirror(String name, int endpoints) {
        return "mirrors:\n  " + name + ":\n    endpoint:\n"
                + each(endpoints, i -> "    - https://c" + i + ".example\n");
    }

    private static String manifest(String name, int mirrors) {
        return """
                ---
                apiVersion: registrymirror.dev/v1alpha1
                kind: RegistryMirror
                metadata: {name: %s}
                spec:
                  mirrors:
                """.formatted(name)
                + each(
                        mirrors,
                        i -> "  - {registry: %s-%d.example, endpoints: [https://c.example]}\n".formatted(name, i));
    }

    /** Texts one after the other. */
    static String each(int n, IntFunction<String> text) {
        return IntStream.range(0, n).mapToObj(text).collect(Collectors.joining());
    }
}
