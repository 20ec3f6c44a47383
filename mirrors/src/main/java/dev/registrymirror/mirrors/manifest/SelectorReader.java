package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.NodeSelector.Operator;
import dev.registrymirror.api.v1alpha1.NodeSelector.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a selector of nodes. */
final class SelectorReader {
    private SelectorReader() {}

    static @Nullable NodeSelector selector(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        Value labels = fields.optional("matchLabels");
        Value expressions = fields.optional("matchExpressions");
        fields.nothingElse("write labels below matchLabels");
        return new NodeSelector(
                labels == null ? Map.of() : texts(labels),
                expressions == null ? List.of() : expressions.items(SelectorReader::requirement));
    }

    private static Map<String, String> texts(Value value) {
        Map<String, String> texts = new LinkedHashMap<>();
        Fields fields = Fields.of(value);
        if (fields != null) {
            fields.each((key, label) -> {
                NameReader.labelKey(key, label);
                String text = NameReader.labelValue(label);
                if (text != null) texts.put(key, text);
            });
        }
        return texts;
    }

    private static @Nullable Requirement requirement(Value value) {
        Fields fields = Fields.of(value);
        if (fields == null) return null;
        Value keyField = fields.required("key");
        String key = keyField == null ? null : keyField.text();
        if (keyField != null && key != null) NameReader.labelKey(key, keyField);
        Value operatorField = fields.required("operator");
        Operator operator = operatorField == null ? null : operatorField.oneOf(Operator.class);
        Value valuesField = fields.optional("values");
        List<String> values = valuesField == null ? List.of() : valuesField.items(NameReader::labelValue);
        fields.nothingElse();
        if (key == null || operator == null) return null;
        boolean compares = operator == Operator.In || operator == Operator.NotIn;
        if (compares && valuesField == null) {
            value.refuse(
                    ManifestCode.MissingField,
                    "has no values, which " + operator + " compares with",
                    "name them, or use Exists");
        } else if (!compares && !values.isEmpty()) {
            value.refuse("has values, which " + operator + " does not look at", "leave them out, or use In or NotIn");
        }
        return new Requirement(key, operator, values);
    }
}
