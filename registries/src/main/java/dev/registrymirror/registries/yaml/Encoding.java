package dev.registrymirror.registries.yaml;

/** How characters are made of bytes. The mark at the beginning of a text tells; without one it is UTF-8. */
enum Encoding {
    UTF_8("UTF-8", "\u00EF\u00BB\u00BF") {
        @Override
        int decode(byte[] bytes, int at, int end) {
            int first = bytes[at] & 0xFF;
            int width = width(first);
            if (width == 0) {
                return INVALID;
            }
            if (at + width > end) {
                return INCOMPLETE;
            }
            int value = width == 1 ? first : first & (0x7F >> width);
            for (int i = 1; i < width; i++) {
                if ((bytes[at + i] & 0xC0) != 0x80) {
                    return INVALID;
                }
                value = (value << 6) | (bytes[at + i] & 0x3F);
            }
            boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
            return surrogate || value > Character.MAX_CODE_POINT || value < SMALLEST[width] ? INVALID : value;
        }

        @Override
        int width(int first) {
            return first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
        }
    },
    UTF_16BE("UTF-16", "\u00FE\u00FF") {
        @Override
        int decode(byte[] bytes, int at, int end) {
            return decodeUnits(bytes, at, end, 0, 1);
        }
    },
    UTF_16LE("UTF-16", "\u00FF\u00FE") {
        @Override
        int decode(byte[] bytes, int at, int end) {
            return decodeUnits(bytes, at, end, 1, 0);
        }
    };

    /** What {@link #decode} says of bytes that are no character. */
    static final int INVALID = -1;

    /** What {@link #decode} says where more bytes are needed. */
    static final int INCOMPLETE = -2;

    /** The smallest character that UTF-8 may write with so many bytes. */
    private static final int[] SMALLEST = {0, 0, 0x80, 0x800, 0x10000};

    private final String label;
    /** The bytes of the mark, each as a character. */
    private final String mark;

    Encoding(String label, String mark) {
        this.label = label;
        this.mark = mark;
    }

    static Encoding of(byte[] text) {
        for (Encoding encoding : values()) {
            if (encoding.isMarkedIn(text)) {
                return encoding;
            }
        }
        return UTF_8;
    }

    /** How many bytes at the beginning of a text are the mark. */
    int markLength(byte[] text) {
        return isMarkedIn(text) ? mark.length() : 0;
    }

    /** The character at a position, {@link #INVALID} or {@link #INCOMPLETE}. */
    abstract int decode(byte[] bytes, int at, int end);

    /** How many bytes a character takes whose first byte, or which itself in UTF-16, is this; 0 if none begins so. */
    int width(int value) {
        return Character.charCount(value) * 2;
    }

    /** The width of a character that was decoded at a position. */
    int widthAt(byte[] bytes, int at, int decoded) {
        return width(this == UTF_8 ? bytes[at] & 0xFF : decoded);
    }

    private boolean isMarkedIn(byte[] text) {
        if (text.length < mark.length()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if ((text[i] & 0xFF) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int decodeUnits(byte[] bytes, int at, int end, int high, int low) {
        if (at + 2 > end) {
            return INCOMPLETE;
        }
        char unit = unit(bytes, at, high, low);
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        if (Character.isLowSurrogate(unit)) {
            return INVALID;
        }
        if (at + 4 > end) {
            return INCOMPLETE;
        }
        char second = unit(bytes, at + 2, high, low);
        return Character.isLowSurrogate(second) ? Character.toCodePoint(unit, second) : INVALID;
    }

    private static char unit(byte[] bytes, int at, int high, int low) {
        return (char) (((bytes[at + high] & 0xFF) << 8) | (bytes[at + low] & 0xFF));
    }

    /** The name for messages. */
    @Override
    public String toString() {
        return label;
    }
}
