package dev.registrymirror.registries.file;

import dev.registrymirror.registries.yaml.Node;
import dev.registrymirror.registries.yaml.Node.Scalar;
import dev.registrymirror.registries.yaml.ScalarType;
import dev.registrymirror.registries.yaml.Tags;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * What a single value means to yaml.v2. A text is what is written, whatever it looks like, unless it looks like a null. A tag of YAML
 * itself must fit; other tags make a text of anything.
 */
final class ScalarMeaning {
    private static final Set<String> NOTHING = Set.of("", "~", "null");

    private ScalarMeaning() {}

    static boolean isNull(Node node) {
        if (!(node instanceof Scalar scalar) || !ScalarType.isNull(scalar.value())) {
            return false;
        }
        return scalar.tag().isEmpty() ? scalar.implicit() : scalar.tag().equals(Tags.NULL);
    }

    /** Where yaml.v2 decodes into a pointer it knows fewer nulls: {@code Null} and {@code NULL} give an empty entry there. */
    static boolean isNothing(Node node) {
        return isNull(node)
                && node instanceof Scalar scalar
                && (scalar.tag().equals(Tags.NULL) || NOTHING.contains(scalar.value()));
    }

    /** Whether a key asks for the map behind it to be merged into the map around it. */
    static boolean isMerge(Node key) {
        return key instanceof Scalar scalar
                && scalar.value().equals("<<")
                && (scalar.implicit() || scalar.tag().equals(Tags.MERGE));
    }

    /** The value as a text; a null is the empty one. */
    static String text(Scalar scalar) {
        return switch (scalar.tag()) {
            case Tags.BINARY -> binary(scalar);
            case Tags.NULL, Tags.BOOL, Tags.INT, Tags.FLOAT, Tags.TIMESTAMP -> {
                checkTag(scalar);
                yield isNull(scalar) ? "" : scalar.value();
            }
            default -> isNull(scalar) ? "" : scalar.value();
        };
    }

    /**
     * The value as true or false; a null is false.
     *
     * @param what the field's name, for the message
     */
    static boolean bool(Scalar scalar, String what) {
        if (isNull(scalar)) {
            return false;
        }
        boolean typed =
                scalar.tag().isEmpty() ? scalar.implicit() : scalar.tag().equals(Tags.BOOL);
        if (typed && ScalarType.isTrue(scalar.value())) {
            return true;
        }
        if (typed && ScalarType.isFalse(scalar.value())) {
            return false;
        }
        throw Verdict.refused(scalar, what + " must be true or false, without quotes");
    }

    private static void checkTag(Scalar scalar) {
        String value = scalar.value();
        boolean fits = switch (scalar.tag()) {
            case Tags.NULL -> ScalarType.isNull(value);
            case Tags.BOOL -> ScalarType.isTrue(value) || ScalarType.isFalse(value);
            case Tags.INT -> ScalarType.isInteger(value);
            case Tags.FLOAT -> ScalarType.isFloat(value);
            default -> throw timestamp(scalar);
        };
        if (!fits) {
            throw Verdict.refused(scalar, "the value does not fit its tag: leave the tag out");
        }
    }

    private static Verdict timestamp(Scalar scalar) {
        // What Go takes for a date is not worth repeating, as nobody tags one here.
        return scalar.value().matches("[0-9]{4}-(?s:.*)")
                ? Verdict.undecided(scalar, "there is a tag !!timestamp: leave it out")
                : Verdict.refused(scalar, "the value does not fit its tag: leave the tag out");
    }

    private static String binary(Scalar scalar) {
        byte[] bytes;
        try {
            // Go passes over line ends within base64, and over nothing else.
            bytes = Base64.getDecoder().decode(padded(scalar, scalar.value().replaceAll("[\r\n]", "")));
        } catch (IllegalArgumentException _) {
            throw notBase64(scalar);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw Verdict.undecided(scalar, "there is a tag !!binary with a value that is no text: leave it out");
        }
    }

    /** Java takes base64 without its padding, Go does not. */
    private static String padded(Scalar scalar, String base64) {
        if (base64.length() % 4 != 0) {
            throw notBase64(scalar);
        }
        return base64;
    }

    private static Verdict notBase64(Scalar scalar) {
        return Verdict.refused(scalar, "a value with the tag !!binary must be base64");
    }
}
