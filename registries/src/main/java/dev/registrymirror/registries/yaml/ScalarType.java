package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Node.Scalar;
import java.util.Set;

/** What a single value is to yaml.v2 where nothing but its looks or its tag says so. */
public enum ScalarType {
    /** Nothing, as {@code ~}. */
    NULL,
    /** True or false, as {@code yes}. */
    BOOL,
    /** A whole number, as {@code 0x1F}. */
    INTEGER,
    /** Any other number, as {@code 1e3}. */
    FLOAT,
    /** Anything else. */
    TEXT;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");

    /** The type of a value. */
    public static ScalarType of(Scalar scalar) {
        return switch (scalar.tag()) {
            case Tags.NULL -> NULL;
            case Tags.BOOL -> BOOL;
            case Tags.INT -> INTEGER;
            case Tags.FLOAT -> FLOAT;
            default -> scalar.implicit() && scalar.tag().isEmpty() ? ofPlain(scalar.value()) : TEXT;
        };
    }

    /** The type that a text has where it stands without quotes and tag. */
    public static ScalarType ofPlain(String text) {
        if (isNull(text)) {
            return NULL;
        }
        if (isTrue(text) || isFalse(text)) {
            return BOOL;
        }
        if (isInteger(text)) {
            return INTEGER;
        }
        return isFloat(text) ? FLOAT : TEXT;
    }

    /** Whether this text stands for nothing. */
    public static boolean isNull(String text) {
        return NULLS.contains(text);
    }

    /** Whether this text stands for true. */
    public static boolean isTrue(String text) {
        return TRUE.contains(text);
    }

    /** Whether this text stands for false. */
    public static boolean isFalse(String text) {
        return FALSE.contains(text);
    }

    /** Whether this text is a whole number. */
    public static boolean isInteger(String text) {
        return NumberSyntax.isInteger(text);
    }

    /** Whether this text is a number of any kind. */
    public static boolean isFloat(String text) {
        return NumberSyntax.isFloat(text);
    }
}
