package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.FieldPath;

/** Fields as a registries.yaml calls them. */
final class FileFields implements Fields {
    private static final FieldPath MIRRORS = FieldPath.of("mirrors");
    private static final FieldPath CONFIGS = FieldPath.of("configs");

    @Override
    public String mirror(String registry) {
        return MIRRORS.entry(registry).toString();
    }

    @Override
    public String endpoint(String registry, int index) {
        return MIRRORS.entry(registry).field("endpoint").item(index).toString();
    }

    @Override
    public String rewrite(String registry, String pattern) {
        return MIRRORS.entry(registry).field("rewrite").entry(pattern).toString();
    }

    @Override
    public String config(String host) {
        return CONFIGS.entry(host).toString();
    }

    @Override
    public String auth(String host, String field) {
        return CONFIGS.entry(host).field("auth").field(field).toString();
    }

    @Override
    public String tls(String host, String field) {
        return CONFIGS.entry(host).field("tls").field(field).toString();
    }
}
