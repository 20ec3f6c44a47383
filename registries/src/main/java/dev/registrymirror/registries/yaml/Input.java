package dev.registrymirror.registries.yaml;

/**
 * The characters of a text, and how far they are read. Like yaml.v2 it decodes 512 bytes whenever more is asked for than is there, and
 * refuses what is no character only then: behind the end of the document that may never be.
 */
final class Input {
    private static final int CHUNK = 512;

    private final byte[] bytes;
    private final Encoding encoding;
    private final int[] characters;

    /** Of the bytes, those before this one are decoded. */
    private int decodedBytes;

    /** Of the bytes, those before this one have been fetched. */
    private int fetchedBytes;

    private boolean exhausted;

    /** Characters that are there to be read, and behind the end NULs for whatever was asked for too much. */
    private int available;

    private int decoded;

    /** Where the characters began when they were last decoded: where yaml.v2 looks for byte order marks. */
    private int windowStart;

    private int index;
    private int line;
    private int column;

    Input(byte[] text) {
        this.bytes = text;
        this.encoding = Encoding.of(text);
        this.characters = new int[text.length];
        while (!exhausted && fetchedBytes < 3) {
            fetch();
        }
        this.decodedBytes = encoding.markLength(text);
    }

    /** Makes sure that so many characters can be looked at from here on. */
    void ensure(int count) {
        if (available - index >= count) {
            return;
        }
        windowStart = index;
        boolean first = true;
        while (available - index < count) {
            if (!first || decodedBytes == fetchedBytes) {
                fetch();
            }
            first = false;
            decode();
            if (exhausted) {
                available++;
                return;
            }
        }
    }

    private void fetch() {
        exhausted = fetchedBytes == bytes.length;
        fetchedBytes = Math.min(decodedBytes + CHUNK, bytes.length);
    }

    private void decode() {
        while (decodedBytes < fetchedBytes) {
            int c = encoding.decode(bytes, decodedBytes, fetchedBytes);
            if (c == Encoding.INCOMPLETE && !exhausted) {
                return;
            }
            if (c < 0) {
                throw new SyntaxException(end(), "the file is not " + encoding + " here");
            }
            if (!CharacterClass.isAllowed(c)) {
                throw new SyntaxException(end(), "there is a control character, U+%04X".formatted(c));
            }
            decodedBytes += encoding.widthAt(bytes, decodedBytes, c);
            characters[decoded++] = c;
            available++;
        }
    }

    /** The place behind the last character that is decoded. */
    private Mark end() {
        int lines = line;
        int columns = column;
        for (int i = index; i < decoded; i++) {
            columns++;
            if (CharacterClass.isBreak(characters[i]) && !isCrLf(i)) {
                lines++;
                columns = 0;
            }
        }
        return new Mark(decoded, lines, columns);
    }

    private boolean isCrLf(int at) {
        return characters[at] == '\r' && at + 1 < decoded && characters[at + 1] == '\n';
    }

    /** The character here. */
    int peek() {
        return peek(0);
    }

    /** The character so many behind this one. */
    int peek(int offset) {
        return index + offset < decoded ? characters[index + offset] : CharacterClass.END;
    }

    /** Whether yaml.v2 sees a byte order mark here: it looks where it last decoded, and that is not always here. */
    boolean seesByteOrderMark() {
        return windowStart < decoded && characters[windowStart] == CharacterClass.BOM;
    }

    Mark mark() {
        return new Mark(index, line, column);
    }

    int index() {
        return index;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    void skip() {
        index++;
        column++;
    }

    void skip(int count) {
        index += count;
        column += count;
    }

    /** Skips the character here and makes sure of the next. */
    void advance() {
        skip();
        ensure(1);
    }

    void skipBlanks() {
        while (CharacterClass.isBlank(peek())) {
            advance();
        }
    }

    /** Skips the comment here, if there is one. */
    void skipComment() {
        if (peek() == '#') {
            while (!CharacterClass.isBreakOrEnd(peek())) {
                advance();
            }
        }
    }

    /** Skips the line break here, if there is one. */
    void skipLine() {
        ensure(2);
        if (CharacterClass.isBreak(peek())) {
            index += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
            line++;
            column = 0;
        }
    }

    /** Begins a new line at the end of the text, where there is no line break. */
    void endLine() {
        if (column != 0) {
            column = 0;
            line++;
        }
    }

    void read(StringBuilder into) {
        into.appendCodePoint(peek());
        skip();
    }

    /** Reads the line break here, if there is one: a line feed, whatever it is, but for the breaks that only Unicode knows. */
    void readLine(StringBuilder into) {
        ensure(2);
        int c = peek();
        if (CharacterClass.isBreak(c)) {
            into.appendCodePoint(CharacterClass.isUnicodeBreak(c) ? c : '\n');
            skipLine();
        }
    }

    /** Whether the marker of a document's beginning or end stands here. Four characters must be there. */
    boolean isAtDocumentMarker() {
        int c = peek();
        return column == 0
                && (c == '-' || c == '.')
                && peek(1) == c
                && peek(2) == c
                && CharacterClass.isBlankOrEnd(peek(3));
    }
}
