package dev.registrymirror.registries.containerd;

/**
 * The parts of a URL that Go's net/url escapes by rules of their own. Strings are bytes here, a character each, since an escape may
 * stand for any byte.
 */
enum UrlPart {
    PATH("$&+,/:;=@"),
    HOST("!$&'()*+,;=:[]<>\""),
    ZONE("!$&'()*+,;=:[]<>\""),
    USER("$&+,;="),
    FRAGMENT("$&+,/:;=?@!()*");

    private static final int ASCII = 0x80;

    private final String kept;

    UrlPart(String kept) {
        this.kept = kept;
    }

    /** Whether a byte stands for itself in this part. */
    boolean keeps(char c) {
        return isAlphanumeric(c) || "-_.~".indexOf(c) >= 0 || kept.indexOf(c) >= 0;
    }

    String escape(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (keeps(c)) {
                text.append(c);
            } else {
                text.append('%').append(hexDigit(c >> 4)).append(hexDigit(c & 0xf));
            }
        }
        return text.toString();
    }

    /** Resolves escapes. A host may escape only what is no ASCII; a zone only what it could hold unescaped, and spaces. */
    String unescape(String text) throws MalformedUrl {
        StringBuilder bytes = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                char value = escaped(text, i);
                if (!mayEscape(value)) {
                    throw new MalformedUrl("it escapes a character that must not be escaped there");
                }
                bytes.append(value);
                i += 2;
            } else if (isHost() && c < ASCII && !keeps(c)) {
                throw new MalformedUrl("its host holds a character that no host has");
            } else {
                bytes.append(c);
            }
        }
        return bytes.toString();
    }

    /** Whether a text needs no more escaping, so that it may stay as it was written. */
    boolean isEscaped(String text) {
        return text.chars().allMatch(c -> "!$&'()*+,;=:@[]%".indexOf(c) >= 0 || keeps((char) c));
    }

    private boolean isHost() {
        return this == HOST || this == ZONE;
    }

    private boolean mayEscape(char value) {
        return switch (this) {
            case HOST -> value >= ASCII || value == '%';
            case ZONE -> value == '%' || value == ' ' || keeps(value);
            case PATH, USER, FRAGMENT -> true;
        };
    }

    private static char escaped(String text, int at) throws MalformedUrl {
        if (at + 2 >= text.length() || !isHexDigit(text.charAt(at + 1)) || !isHexDigit(text.charAt(at + 2))) {
            throw new MalformedUrl("a \"%\" in it is not followed by two hexadecimal digits");
        }
        return (char) Integer.parseInt(text, at + 1, at + 3, 16);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHexDigit(char c) {
        return isAlphanumeric(c) && Character.digit(c, 16) >= 0;
    }

    private static char hexDigit(int value) {
        return "0123456789ABCDEF".charAt(value);
    }
}
