package dev.registrymirror.mirrors.manifest;

import dev.registrymirror.registries.yaml.QuotedText;
import dev.registrymirror.registries.yaml.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** YAML as people write manifests: maps and lists as blocks, text without quotes where everybody reads it as text. */
final class BlockText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./:-]*(?<!:)");

    /** Whole lines of printable ASCII, such as certificates. */
    private static final Pattern LINES = Pattern.compile("(?:[!-~][ -~]*\n)(?:[ -~]*\n)*[!-~][ -~]*\n");

    private final StringBuilder text = new StringBuilder();

    private BlockText() {}

    /** A document of maps, lists, texts, numbers and booleans. */
    static String of(Map<String, ?> document) {
        BlockText block = new BlockText();
        block.map(document, 0, "");
        return block.text.toString();
    }

    /** What comes first stands on the line that a hyphen has begun. */
    private void map(Map<?, ?> map, int depth, String begun) {
        String start = begun;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (start.isEmpty()) indent(depth);
            start = "";
            text.append(scalar(String.valueOf(entry.getKey()))).append(':');
            value(entry.getValue(), depth);
        }
    }

    private void value(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> text.append(" {}\n");
            case Map<?, ?> map -> {
                text.append('\n');
                map(map, depth + 1, "");
            }
            case List<?> list when list.isEmpty() -> text.append(" []\n");
            case List<?> list -> {
                text.append('\n');
                list.forEach(item -> item(item, depth));
            }
            case String lines
            when LINES.matcher(lines).matches() -> {
                text.append(" |\n");
                lines.lines().forEach(line -> {
                    if (!line.isEmpty()) indent(depth + 1);
                    text.append(line).append('\n');
                });
            }
            default -> text.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void item(Object item, int depth) {
        indent(depth);
        text.append("- ");
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            map(map, depth + 1, "- ");
        } else {
            text.append(scalar(item)).append('\n');
        }
    }

    private void indent(int depth) {
        text.repeat("  ", depth);
    }

    private static String scalar(Object value) {
        if (!(value instanceof String string)) return String.valueOf(value);
        boolean plain = PLAIN.matcher(string).matches() && ScalarType.ofPlain(string) == ScalarType.TEXT;
        return plain ? string : QuotedText.of(string);
    }
}
