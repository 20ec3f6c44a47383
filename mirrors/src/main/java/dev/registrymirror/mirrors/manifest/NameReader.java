package dev.registrymirror.mirrors.manifest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names as Kubernetes takes them; one that it does not take is told, and read all the same. */
final class NameReader {
    private static final int MAX_NAME = 253;
    private static final String SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final Pattern NAME = Pattern.compile(SUBDOMAIN);
    private static final Pattern DATA_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Pattern LABEL_KEY =
            Pattern.compile("(" + SUBDOMAIN + "/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

    private NameReader() {}

    /** The name of an object, which must be there. */
    static @Nullable String object(Fields fields) {
        Value value = fields.required("name");
        String name = value == null ? null : value.text();
        if (value != null && name != null && !fits(NAME, name)) {
            value.refuse(
                    "can be no object's name",
                    "write lower case letters, digits, \"-\" and \".\", beginning and ending with a letter or digit");
        }
        return name;
    }

    static @Nullable String dataKey(Fields fields) {
        Value value = fields.optional("key");
        String key = value == null ? null : value.text();
        if (value != null && key != null && !fits(DATA_KEY, key)) {
            value.refuse(
                    "can be no key of a Secret or ConfigMap",
                    "write letters, digits, \"-\", \"_\" and \".\", such as ca.crt");
        }
        return key;
    }

    static void labelKey(String key, Value value) {
        if (!fits(LABEL_KEY, key)) {
            value.refuse(
                    "no node can have such a label, so that nothing would be selected",
                    "write a label's key, such as topology.kubernetes.io/zone");
        }
    }

    static @Nullable String labelValue(Value value) {
        String text = value.text();
        if (text != null && !LABEL_VALUE.matcher(text).matches()) {
            value.refuse(
                    "no label of a node can have this value, so that nothing would be selected",
                    "write letters, digits, \"-\", \"_\" and \".\", at most 63");
        }
        return text;
    }

    private static boolean fits(Pattern pattern, String text) {
        // The length first: what is longer than any name is not looked through.
        return text.length() <= MAX_NAME + 64 && pattern.matcher(text).matches();
    }
}
