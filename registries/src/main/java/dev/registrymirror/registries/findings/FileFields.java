package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.FieldPath;

/** Fields as a registries.yaml calls them, by their {@link FieldPath#id}. */
final class FileFields implements Fields {
    private static final FieldPath MIRRORS = FieldPath.of("mirrors");
    private static final FieldPath CONFIGS = FieldPath.of("configs");

    @Override
    public String mirror(String registry) {
        return MIRRORS.entry(registry).id();
    }

    @Override
    public String endpoint(String registry, int index) {
        return MIRRORS.entry(registry).field("endpoint").item(index).id();
    }

    @Override
    public String rewrite(String registry, String pattern) {
        return MIRRORS.entry(registry).field("rewrite").entry(pattern).id();
    }

    @Override
    public String config(String host) {
        return CONFIGS.entry(host).id();
    }

    @Override
    public String auth(String host, String field) {
        return CONFIGS.entry(host).field("auth").field(field).id();
    }

    @Override
    public String tls(String host, String field) {
        return CONFIGS.entry(host).field("tls").field(field).id();
    }
}
