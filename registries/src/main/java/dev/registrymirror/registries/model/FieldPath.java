package dev.registrymirror.registries.model;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a registries.yaml: {@code mirrors["docker.io"].endpoint[0]}, {@code configs["h:5000"].auth.password},
 * {@code mirrors["x"].rewrite["^a"]}. The one way to write such a path: {@link #toString} for people, without what looks like a credential,
 * and {@link #id} for looking things up, since two keys may look the same without theirs.
 */
public final class FieldPath {
    /** The file itself, written as the empty text. */
    public static final FieldPath ROOT = new FieldPath(null, "");

    /** Longer keys are cut off in a path, as no name that RKE2 can use is longer. */
    private static final int MAX_KEY = 253;

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** What stands before a key that the file has below {@code auth} and RKE2 does not know. */
    private static final String CREDENTIALS = "].auth[";

    private final @Nullable FieldPath parent;
    private final String id;

    private FieldPath(@Nullable FieldPath parent, String id) {
        this.parent = parent;
        this.id = id;
    }

    /** A field of the file itself, such as {@code mirrors}. */
    public static FieldPath of(String field) {
        return ROOT.field(field);
    }

    /** The entry of a registry in {@code mirrors}. */
    public static FieldPath mirror(String registry) {
        return of("mirrors").entry(registry);
    }

    /** The entry of a host in {@code configs}. */
    public static FieldPath config(String host) {
        return of("configs").entry(host);
    }

    /** A field of this map whose name the file's format gives: {@code .endpoint}; a name that is no plain word is written as an entry. */
    public FieldPath field(String name) {
        if (!WORD.matcher(name).matches()) {
            return entry(name);
        }
        return new FieldPath(this, parent == null ? name : id + "." + name);
    }

    /** An entry of this map whose name the author of the file chose: {@code ["docker.io"]}. */
    public FieldPath entry(String key) {
        return new FieldPath(this, id + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]");
    }

    /** An item of this list, counted from 0: {@code [0]}. */
    public FieldPath item(int index) {
        return new FieldPath(this, id + "[" + index + "]");
    }

    /** What this stands in; nothing for {@link #ROOT}. */
    public Optional<FieldPath> parent() {
        return Optional.ofNullable(parent);
    }

    /** The path as nothing else has it. It holds keys as they are, with the passwords that may be in them, and must be shown to nobody. */
    public String id() {
        return id;
    }

    /** How a path is shown that is there by its {@link #id} only. */
    public static String shown(String id) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) != '"') {
                shown.append(id.charAt(i));
                continue;
            }
            StringBuilder key = new StringBuilder();
            for (i++; i < id.length() && id.charAt(i) != '"'; i++) {
                if (id.charAt(i) == '\\') {
                    i++;
                }
                key.append(id.charAt(i));
            }
            boolean credential = shown.toString().endsWith(CREDENTIALS);
            shown.append(credential ? quoteCredential(key.toString()) : quote(key.toString()));
        }
        return shown.toString();
    }

    /**
     * The path that encloses one which is there by its {@link #id} only: {@code mirrors["a.b"].endpoint} for {@code
     * mirrors["a.b"].endpoint[0]}, at last the empty text.
     */
    public static String enclosing(String path) {
        boolean quoted = false;
        int end = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '.' || c == '[')) {
                end = i;
            }
        }
        return path.substring(0, end);
    }

    /**
     * A text that may hold anything, made safe for a path or a message: in double quotes, without what looks like a credential, invisible
     * characters escaped, cut off when long.
     */
    public static String quote(String key) {
        return quoted(UserInfo.maskedKey(key));
    }

    /** The same of a key below {@code auth}, where what follows a colon is a credential, whatever stands before it. */
    public static String quoteCredential(String key) {
        return quoted(UserInfo.maskedCredential(key));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(MAX_KEY).forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else {
                append(quoted, c);
            }
        });
        return quoted.append(text.codePointCount(0, text.length()) > MAX_KEY ? "…\"" : "\"")
                .toString();
    }

    /** A sentence, with what nobody can see in it, or what could make it look like another one, written as escapes. */
    public static String visible(String sentence) {
        if (sentence.codePoints().noneMatch(FieldPath::isInvisible)) {
            return sentence;
        }
        StringBuilder visible = new StringBuilder();
        sentence.codePoints().forEach(c -> append(visible, c));
        return visible.toString();
    }

    private static void append(StringBuilder text, int c) {
        if (isInvisible(c)) {
            text.append("\\u%04X".formatted(c));
        } else {
            text.appendCodePoint(c);
        }
    }

    /** Characters that could make a message look like another one: controls, line breaks, and those that turn the direction. */
    public static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldPath path && id.equals(path.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The path as it is shown. */
    @Override
    public String toString() {
        return shown(id);
    }
}
