package dev.registrymirror.api.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.registrymirror.api.v1alpha1.constraint.Format;
import dev.registrymirror.api.v1alpha1.constraint.MapKey;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;

/** Walks a record and its schema side by side, and puts constraint annotations and list types into the schema. */
final class SchemaConstraints {
    private SchemaConstraints() {}

    static void apply(JSONSchemaProps schema, Class<?> type) {
        if (type == Condition.class) {
            describeCondition(schema);
        } else if (type.isRecord()) {
            addDescription(schema, type);
            for (RecordComponent component : type.getRecordComponents()) {
                apply(property(schema, component.getName()), component);
            }
        }
    }

    static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), () -> "no property " + name);
    }

    /** The generator sees a component's annotations on field and accessor, and adds the rules of both. */
    static void dropRepeatedRules(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(List.copyOf(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    }

    private static void apply(JSONSchemaProps property, RecordComponent component) {
        dropRepeatedRules(property);
        apply(property, component.getAnnotatedType());
        if ("array".equals(property.getType())) {
            MapKey key = component.getAnnotation(MapKey.class);
            property.setXKubernetesListType(key == null ? "atomic" : "map");
            if (key != null) property.setXKubernetesListMapKeys(List.of(key.value()));
        }
    }

    private static void apply(JSONSchemaProps schema, AnnotatedType type) {
        for (Annotation annotation : type.getAnnotations()) {
            constrain(schema, annotation.annotationType());
        }
        Class<?> raw = raw(type.getType());
        if (raw == List.class) {
            apply(schema.getItems().getSchema(), argument(type, 0));
        } else if (raw == Map.class) {
            apply(schema.getAdditionalProperties().getSchema(), argument(type, 1));
        } else {
            apply(schema, raw);
        }
    }

    private static void constrain(JSONSchemaProps schema, Class<? extends Annotation> constraint) {
        Size size = constraint.getAnnotation(Size.class);
        if (size != null) {
            if (size.min() > 0) schema.setMinLength(size.min());
            schema.setMaxLength(size.max());
        }
        Format format = constraint.getAnnotation(Format.class);
        if (format != null) schema.setFormat(format.value());
        addRules(schema, constraint);
    }

    private static void addRules(JSONSchemaProps schema, Class<?> declaration) {
        SequencedSet<io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule> rules =
                new LinkedHashSet<>(schema.getXKubernetesValidations());
        for (ValidationRule rule : declaration.getAnnotationsByType(ValidationRule.class)) {
            rules.add(new ValidationRuleBuilder()
                    .withRule(rule.value())
                    .withMessage(rule.message())
                    .build());
        }
        schema.setXKubernetesValidations(List.copyOf(rules));
    }

    static void addDescription(JSONSchemaProps schema, Class<?> type) {
        JsonClassDescription description = type.getAnnotation(JsonClassDescription.class);
        if (description != null && schema.getDescription() == null) schema.setDescription(description.value());
    }

    /** Kubernetes' own type, with the limits of metav1.Condition. */
    private static void describeCondition(JSONSchemaProps schema) {
        schema.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
        property(schema, "type").setMaxLength(316L);
        property(schema, "reason").setMaxLength(1024L);
        property(schema, "message").setMaxLength(32768L);
        property(schema, "status").setEnum(List.of(text("True"), text("False"), text("Unknown")));
        property(schema, "lastTransitionTime").setFormat("date-time");
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }
}
