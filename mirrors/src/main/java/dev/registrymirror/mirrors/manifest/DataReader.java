package dev.registrymirror.mirrors.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what Secrets and ConfigMaps hold, as the API server does. */
final class DataReader {
    private DataReader() {}

    /** With {@code stringData} where it becomes part of {@code data}. */
    static Secret secret(Fields object) {
        Secret secret = new Secret();
        secret.setType(object.text("type"));
        Map<String, String> data = entries(object.optional("data"), DataReader::base64);
        entries(object.optional("stringData"), Value::text)
                .forEach((key, text) ->
                        data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        secret.setData(data);
        immutable(object);
        return secret;
    }

    static ConfigMap configMap(Fields object) {
        ConfigMap map = new ConfigMap();
        map.setData(entries(object.optional("data"), Value::text));
        map.setBinaryData(entries(object.optional("binaryData"), DataReader::base64));
        immutable(object);
        return map;
    }

    private static void immutable(Fields object) {
        Value immutable = object.optional("immutable");
        if (immutable != null) immutable.bool();
    }

    private static Map<String, String> entries(@Nullable Value value, Function<Value, @Nullable String> read) {
        Map<String, String> entries = new HashMap<>();
        Fields fields = value == null ? null : Fields.of(value);
        if (fields != null) {
            fields.each((key, item) -> {
                String text = item.isNull() ? "" : read.apply(item);
                if (text != null) entries.put(key, text);
            });
        }
        return entries;
    }

    /** Base64 with its padding; line breaks in it are passed over. */
    private static @Nullable String base64(Value value) {
        String text = value.text();
        if (text == null) return null;
        String base64 = text.replaceAll("[\r\n]", "");
        try {
            if (base64.length() % 4 == 0) {
                Base64.getDecoder().decode(base64);
                return base64;
            }
        } catch (IllegalArgumentException _) {
            // Said below, without the text.
        }
        value.refuse("is not base64", "encode it, or write it under stringData as it is");
        return null;
    }
}
