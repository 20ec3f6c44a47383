package dev.registrymirror.registries.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file's text, without byte order mark, after the checks that need no YAML. */
final class SourceText {
    /** Escapes of surrogates: the YAML library pairs them up, RKE2 refuses them. */
    private static final Pattern SURROGATE_ESCAPE = Pattern.compile("\\\\(?:u|U0000)[dD][89a-fA-F]");

    /** Where a document ends; RKE2 looks at nothing behind it. */
    private static final Pattern DOCUMENT_MARKER = Pattern.compile("(?m)^(?:---|\\.\\.\\.)");

    private static final Pattern DIRECTIVE = Pattern.compile("(?m)^%(?:YAML +(\\d+[.]\\d+) *$)?");

    private static final int BOM = 0xFEFF;

    private final String text;
    private final int[] codePoints;

    private SourceText(String text) {
        this.text = text;
        this.codePoints = text.codePoints().toArray();
    }

    static SourceText of(byte[] bytes) {
        SourceText source = new SourceText(decode(bytes));
        source.checkCharacters();
        source.checkDirectives();
        return source;
    }

    String text() {
        return text;
    }

    /** The character at a position counted in characters, or -1 behind the end. */
    int at(int position) {
        return position < codePoints.length ? codePoints[position] : -1;
    }

    private static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE);
        }
        return decode(bytes, startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0, StandardCharsets.UTF_8);
    }

    private static String decode(byte[] bytes, int offset, Charset charset) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
        try {
            return charset.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException _) {
            // The decoder stopped before the first bad byte.
            String good = new String(bytes, offset, rest.position() - offset, charset);
            throw offence(good, "the file is not " + charset.name() + " here");
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private void checkCharacters() {
        boolean indent = true;
        boolean comment = false;
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (c == '\n' || c == '\r') {
                indent = true;
                comment = false;
            } else if (c == '\t') {
                if (!comment) {
                    throw Verdict.undecided("line %d: there is a tab, which YAML parsers read differently: use spaces"
                            .formatted(line(i)));
                }
            } else if (c == 0x85 || c == 0x2028 || c == 0x2029 || c == BOM) {
                throw Verdict.undecided(
                        "line %d: there is a U+%04X, which YAML parsers read differently".formatted(line(i), c));
            } else if (!allowed(c)) {
                throw offence(new String(codePoints, 0, i), "there is a control character, U+%04X".formatted(c));
            } else if (indent && c != ' ') {
                indent = false;
                comment = c == '#';
            }
        }
        if (SURROGATE_ESCAPE.matcher(text).find()) {
            throw Verdict.undecided("there is an escaped surrogate, which YAML parsers read differently:"
                    + " write the character itself");
        }
    }

    /** RKE2 reads version 1.1 and no other; the YAML library reads others too, and passes over directives that RKE2 refuses. */
    private void checkDirectives() {
        Matcher directive = DIRECTIVE.matcher(text);
        if (!directive.find()) {
            return;
        }
        String version = directive.group(1);
        String before = text.substring(0, directive.start());
        boolean first =
                before.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        if (version == null || !first || directive.find()) {
            throw Verdict.undecided("there is a line that begins with \"%\", which YAML parsers read differently");
        }
        if (!version.equals("1.1")) {
            throw Verdict.refused(lines(before), 1, "RKE2 reads YAML 1.1 and no other version");
        }
    }

    private static boolean allowed(int c) {
        return c < 0xA0 ? c >= ' ' && c < 0x7F : c != 0xFFFE && c != 0xFFFF;
    }

    private int line(int position) {
        return lines(new String(codePoints, 0, position));
    }

    /** The number of the line that begins or goes on behind this text, from 1. */
    private static int lines(String before) {
        return 1
                + (int) before.replace("\r\n", "\n")
                        .chars()
                        .filter(c -> c == '\n' || c == '\r')
                        .count();
    }

    /** RKE2 refuses what stands here, if it comes to look at it: not when a document ended before. */
    private static Verdict offence(String before, String reason) {
        if (DOCUMENT_MARKER.matcher(before).find()) {
            return Verdict.undecided(reason + ", perhaps behind the end of the document");
        }
        int lastBreak = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
        return Verdict.refused(lines(before), 1 + before.codePointCount(lastBreak + 1, before.length()), reason);
    }
}
