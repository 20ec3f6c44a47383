package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.model.FieldPath;

/** Fields as a registries.yaml calls them, by their {@link FieldPath#id}. */
final class FileFields implements Fields {

    @Override
    public String mirror(String registry) {
        return FieldPath.mirror(registry).id();
    }

    @Override
    public String endpoint(String registry, int index) {
        return FieldPath.mirror(registry).field("endpoint").item(index).id();
    }

    @Override
    public String rewrite(String registry, String pattern) {
        return FieldPath.mirror(registry).field("rewrite").entry(pattern).id();
    }

    @Override
    public String config(String host) {
        return FieldPath.config(host).id();
    }

    @Override
    public String auth(String host, String field) {
        return FieldPath.config(host).field("auth").field(field).id();
    }

    @Override
    public String tls(String host, String field) {
        return FieldPath.config(host).field("tls").field(field).id();
    }
}
