package dev.registrymirror.registries.yaml;

import dev.registrymirror.registries.yaml.Token.Kind;

/** The lines {@code %YAML 1.1} and {@code %TAG ! prefix} before a document. */
final class Directives {
    private static final int MAX_DIGITS = 2;

    private Directives() {}

    static Token scan(Input input) {
        Mark start = input.mark();
        input.advance();
        Token token = switch (name(input, start)) {
            case "YAML" -> new Token(Kind.VERSION_DIRECTIVE, start, input.mark(), version(input, start));
            case "TAG" -> tag(input, start);
            default -> throw new SyntaxException(start, "a line that begins with \"%\" must be %YAML 1.1 or %TAG");
        };
        input.ensure(1);
        input.skipBlanks();
        input.skipComment();
        if (!CharacterClass.isBreakOrEnd(input.peek())) {
            throw new SyntaxException(input.mark(), "behind a directive nothing but a comment can stand");
        }
        if (CharacterClass.isBreak(input.peek())) {
            input.skipLine();
        }
        return token;
    }

    private static String name(Input input, Mark start) {
        StringBuilder name = new StringBuilder();
        while (CharacterClass.isWord(input.peek())) {
            input.read(name);
            input.ensure(1);
        }
        if (!CharacterClass.isBlankOrEnd(input.peek())) {
            throw new SyntaxException(start, "the name of a directive has letters and digits only");
        }
        return name.toString();
    }

    private static String version(Input input, Mark start) {
        input.skipBlanks();
        String major = number(input, start);
        if (input.peek() != '.') {
            throw new SyntaxException(start, "a version is written as in %YAML 1.1");
        }
        input.skip();
        return major + "." + number(input, start);
    }

    private static String number(Input input, Mark start) {
        input.ensure(1);
        int value = 0;
        int digits = 0;
        while (CharacterClass.isDigit(input.peek())) {
            if (++digits > MAX_DIGITS) {
                break;
            }
            value = value * 10 + input.peek() - '0';
            input.advance();
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            throw new SyntaxException(start, "a version is written as in %YAML 1.1");
        }
        return Integer.toString(value);
    }

    private static Token tag(Input input, Mark start) {
        input.skipBlanks();
        String handle = Names.handle(input, start);
        input.ensure(1);
        if (!handle.endsWith("!") || !CharacterClass.isBlank(input.peek())) {
            throw new SyntaxException(start, "a TAG directive needs a handle such as !x! and a prefix");
        }
        input.skipBlanks();
        String prefix = Names.uri(input, start, "");
        if (prefix.isEmpty() || !CharacterClass.isBlankOrEnd(input.peek())) {
            throw new SyntaxException(start, "a TAG directive needs a handle such as !x! and a prefix");
        }
        return new Token(Kind.TAG_DIRECTIVE, start, input.mark(), handle, prefix);
    }
}
