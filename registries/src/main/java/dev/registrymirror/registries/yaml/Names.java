package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Token.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Anchors ({@code &a}), aliases ({@code *a}) and tags ({@code !a}, {@code !!str}, {@code !<tag:...>}). */
final class Names {
    private static final String URI = ";/?:@&=+$,.!~*'()[]%";

    private Names() {}

    static Token anchorOrAlias(Input input) {
        Mark start = input.mark();
        boolean anchor = input.peek() == '&';
        input.advance();
        StringBuilder name = new StringBuilder();
        words(input, name);
        Mark end = input.mark();
        int next = input.peek();
        boolean ends = CharacterClass.isBlankOrEnd(next) || "?:,]}%@`".indexOf(next) >= 0;
        if (name.isEmpty() || !ends) {
            throw new SyntaxException(
                    start,
                    "the name of an anchor or alias has letters, digits, \"-\" and \"_\": put other text in quotes");
        }
        return new Token(anchor ? Kind.ANCHOR : Kind.ALIAS, start, end, name.toString());
    }

    static Token tag(Input input) {
        Mark start = input.mark();
        input.ensure(2);
        String handle = "";
        String suffix;
        if (input.peek(1) == '<') {
            input.skip(2);
            suffix = uri(input, start, "");
            if (suffix.isEmpty() || input.peek() != '>') {
                throw new SyntaxException(start, "a tag has no end, or no name");
            }
            input.skip();
        } else {
            handle = handle(input, start);
            if (handle.length() > 1 && handle.endsWith("!")) {
                suffix = uri(input, start, "");
                if (suffix.isEmpty()) {
                    throw new SyntaxException(start, "a tag has no name");
                }
            } else {
                suffix = uri(input, start, handle.substring(1));
                handle = "!";
                if (suffix.isEmpty()) {
                    handle = "";
                    suffix = "!";
                }
            }
        }
        input.ensure(1);
        if (!CharacterClass.isBlankOrEnd(input.peek())) {
            throw new SyntaxException(start, "behind a tag there must be a blank");
        }
        return new Token(Kind.TAG, start, input.mark(), handle, suffix);
    }

    /** Reads {@code !}, {@code !word} or {@code !word!}. */
    static String handle(Input input, Mark start) {
        input.ensure(1);
        if (input.peek() != '!') {
            throw new SyntaxException(start, "a tag begins with \"!\"");
        }
        StringBuilder handle = new StringBuilder("!");
        input.advance();
        words(input, handle);
        if (input.peek() == '!') {
            input.read(handle);
        }
        return handle.toString();
    }

    /** Reads the rest of a tag, to be put behind {@code head}. */
    static String uri(Input input, Mark start, String head) {
        StringBuilder uri = new StringBuilder(head);
        input.ensure(1);
        for (int c = input.peek(); isUri(c); c = input.peek()) {
            if (c == '%') {
                uri.append(escaped(input, start));
            } else {
                input.read(uri);
            }
            input.ensure(1);
        }
        return uri.toString();
    }

    private static boolean isUri(int c) {
        return CharacterClass.isWord(c) || (c != CharacterClass.END && URI.indexOf(c) >= 0);
    }

    /** A character in {@code %XX}, one for each byte of UTF-8. What follows the first byte must only look like UTF-8. */
    private static String escaped(Input input, Mark start) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int width = 1;
        do {
            input.ensure(3);
            int high = CharacterClass.hexadecimal(input.peek(1));
            int low = CharacterClass.hexadecimal(input.peek(2));
            if (input.peek() != '%' || high < 0 || low < 0) {
                throw new SyntaxException(start, "a % in a tag needs two hexadecimal digits");
            }
            int octet = (high << 4) | low;
            if (bytes.size() == 0) {
                width = Encoding.UTF_8.width(octet);
            }
            if (width == 0 || (bytes.size() > 0 && (octet & 0xC0) != 0x80)) {
                throw new SyntaxException(start, "the escapes in a tag do not spell UTF-8");
            }
            bytes.write(octet);
            input.skip(3);
        } while (bytes.size() < width);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void words(Input input, StringBuilder into) {
        while (CharacterClass.isWord(input.peek())) {
            input.read(into);
            input.ensure(1);
        }
    }
}
