package dev.registrymirror.api.crd;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The CRDs' schemas, laid out flat. */
final class Schemas {
    /** A place in a schema, {@code spec.mirrors[].endpoints[]}; the root's path is empty. */
    record Node(String kind, String path, JSONSchemaProps schema) {}

    /** A rule; the path is where its error appears. */
    record Rule(String kind, String path, String expression, String message) {}

    private Schemas() {}

    static Stream<Node> nodes() {
        return all().filter(node -> !node.path().isEmpty());
    }

    static List<Rule> rules() {
        return all().flatMap(node -> node.schema().getXKubernetesValidations().stream()
                        .map(rule -> new Rule(
                                node.kind(), errorPath(node, rule.getFieldPath()), rule.getRule(), rule.getMessage())))
                .toList();
    }

    static boolean isBounded(JSONSchemaProps schema) {
        boolean choice = schema.getEnum() != null && !schema.getEnum().isEmpty();
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) return schema.getMaxLength() != null;
        return switch (schema.getType()) {
            case "string" -> choice || schema.getMaxLength() != null;
            case "array" -> schema.getMaxItems() != null;
            case "object" -> schema.getAdditionalProperties() == null || schema.getMaxProperties() != null;
            default -> true;
        };
    }

    private static Stream<Node> all() {
        return Crds.generate().values().stream().flatMap(Schemas::nodes);
    }

    private static Stream<Node> nodes(CustomResourceDefinition crd) {
        JSONSchemaProps root =
                crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        return below(new Node(crd.getSpec().getNames().getKind(), "", root));
    }

    private static Stream<Node> below(Node node) {
        JSONSchemaProps schema = node.schema();
        Stream<Node> children = Stream.empty();
        if (schema.getProperties() != null) {
            children = schema.getProperties().entrySet().stream()
                    .map(property -> new Node(node.kind(), join(node.path(), property.getKey()), property.getValue()));
        }
        if (schema.getItems() != null) {
            children = Stream.of(
                    new Node(node.kind(), node.path() + "[]", schema.getItems().getSchema()));
        }
        if (schema.getAdditionalProperties() != null) {
            children = Stream.of(new Node(
                    node.kind(),
                    node.path() + "[]",
                    schema.getAdditionalProperties().getSchema()));
        }
        return Stream.concat(Stream.of(node), children.flatMap(Schemas::below));
    }

    private static String join(String path, String property) {
        return path.isEmpty() ? property : path + "." + property;
    }

    private static String errorPath(Node node, @Nullable String fieldPath) {
        if (node.path().isEmpty()) return "<nil>"; // as the API server writes it
        return node.path() + (fieldPath == null ? "" : fieldPath);
    }
}
