package dev.registrymirror.mirrors.resolve;

import static dev.registrymirror.mirrors.Fixtures.pem;

import dev.registrymirror.api.v1alpha1.Reasons;
import java.util.Map;
import java.util.stream.Stream;

/** Specs that the API server should have refused. */
public final class BadSpecs {
    private BadSpecs() {}

    /** Every kind of them. */
    public static Stream<BadInput> all() {
        return Stream.of(
                spec("empty name", "mirrors: [{registry: '', endpoints: [h]}]", "spec.mirrors[].registry"),
                spec("name that is a dot", "mirrors: [{registry: '.'}]", "spec.mirrors[.].registry"),
                spec("name that is two dots", "mirrors: [{registry: '..'}]", "spec.mirrors[..].registry"),
                spec("RKE2's own name", "mirrors: [{registry: _default}]", "spec.mirrors[_default].registry"),
                spec("slash in a name", "mirrors: [{registry: a/b}]", "spec.mirrors[a/b].registry"),
                spec("quote in a host", "configs: [{host: \"a'b\"}]", "spec.configs[a'b].host"),
                spec("double quote in a name", "mirrors: [{registry: 'a\"b'}]", "spec.mirrors[a\"b].registry"),
                spec("backslash in a name", "mirrors: [{registry: 'a\\b'}]", "spec.mirrors[a\\b].registry"),
                spec("endpoint without host", endpoint("https://"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint with a user", endpoint("https://u@h"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint with a query", endpoint("https://h?a=b"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint with a fragment", endpoint("https://h#f"), "spec.mirrors[r.io].endpoints[0]"),
                spec("endpoint of another scheme", endpoint("ftp://h"), "spec.mirrors[r.io].endpoints[0]"),
                spec("backslash in a pattern", rewrite("'^a\\.b'", "x"), "spec.mirrors[r.io].rewrites[0].pattern"),
                spec("quote in a pattern", rewrite("'a\"b'", "x"), "spec.mirrors[r.io].rewrites[0].pattern"),
                spec(
                        "control character in a pattern",
                        rewrite("\"a\\x7f\"", "x"),
                        "spec.mirrors[r.io].rewrites[0].pattern"),
                spec("pattern that is no RE2", rewrite("'(?=a)'", "x"), "spec.mirrors[r.io].rewrites[0].pattern"),
                spec("quote in a replacement", rewrite("a", "'\"'"), "spec.mirrors[r.io].rewrites[0].replacement"),
                spec("backslash in a replacement", rewrite("a", "'\\1'"), "spec.mirrors[r.io].rewrites[0].replacement"),
                spec(
                        "control character in a replacement",
                        rewrite("a", "\"\\n\""),
                        "spec.mirrors[r.io].rewrites[0].replacement"),
                spec(
                        "pattern given twice",
                        "mirrors: [{registry: r.io, rewrites: [{pattern: a, replacement: b}, {pattern: a, replacement: c}]}]",
                        "spec.mirrors[r.io].rewrites[1].pattern"),
                spec("relative path", tls("{caFile: ca.crt}"), "spec.configs[h].tls.caFile"),
                spec("control character in a path", tls("{caFile: \"/a\\tb\"}"), "spec.configs[h].tls.caFile"),
                spec(
                        "control character in a certificate's path",
                        tls("{certFile: \"/a\\x7f\", keyFile: /k}"),
                        "spec.configs[h].tls.certFile"),
                spec(
                        "control character in a key's path",
                        tls("{certFile: /c, keyFile: \"/a\\x01\"}"),
                        "spec.configs[h].tls.keyFile"),
                spec("half an identity", tls("{certFile: /c}"), "spec.configs[h].tls.keyFile"),
                spec("two CAs", tls("{caFile: /c, caRef: {kind: ConfigMap, name: ca}}"), "spec.configs[h].tls.caFile"),
                spec(
                        "two identities",
                        tls("{certFile: /c, keyFile: /k, clientCertRef: {name: mtls}}"),
                        "spec.configs[h].tls.clientCertRef"),
                spec("one host twice", "configs: [{host: h}, {host: h}]", "spec.configs[h]"));
    }

    private static BadInput spec(String what, String spec, String field) {
        return new BadInput(
                what,
                spec,
                new FakeReferences().configMap("ca", Map.of("ca.crt", pem("ca.crt"))),
                field,
                Reasons.INVALID);
    }

    private static String endpoint(String endpoint) {
        return "mirrors: [{registry: r.io, endpoints: [\"" + endpoint + "\"]}]";
    }

    private static String rewrite(String pattern, String replacement) {
        return "mirrors: [{registry: r.io, rewrites: [{pattern: " + pattern + ", replacement: " + replacement + "}]}]";
    }

    private static String tls(String tls) {
        return "configs: [{host: h, tls: " + tls + "}]";
    }
}
