package dev.registrymirror.registries.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes files by the grammar: sections, entries and values that RKE2 knows and some that it does not, in every style of YAML. */
final class RandomFile {
    private static final List<String> SECTIONS = List.of(
            "mirrors",
            "mirrors",
            "mirrors",
            "configs",
            "configs",
            "configs",
            "auths",
            "other",
            "Mirrors",
            "registries");
    private static final List<String> NAMES = List.of(
            "docker.io", "quay.io", "*", "m.example:5000", "h", "yes", "5000", "~", "a b", "é", "", "localhost:443");
    static final List<String> TEXTS = List.of(
            "https://m.example:5000",
            "http://a",
            "u",
            "p:w",
            "0123",
            "yes",
            "null",
            "~",
            "",
            " ",
            "a: b",
            "a #b",
            "it's",
            "say \"x\"",
            "back\\slash",
            "- a",
            "? b",
            "[x]",
            "{y}",
            "!z",
            "*w",
            "&v",
            "%p",
            "@q",
            "`r",
            "|",
            ">",
            "<<",
            "=",
            "^(.*)$",
            "hub/$1",
            "tab\there",
            "two\nlines",
            "é😀",
            "trailing ",
            "1e3",
            "2001-12-14",
            "true",
            "NULL",
            "https://x:",
            "x,y",
            "\u0007",
            "\u0085",
            "...",
            "---",
            "#",
            "a:",
            ":a",
            "-1",
            "0x1F");
    private static final List<String> TAGS = List.of(
            "!x ",
            "!!str ",
            "! ",
            "!<tag:x> ",
            "!!null ",
            "!!bool ",
            "!!int ",
            "!!float ",
            "!!binary ",
            "!!map ",
            "!!seq ",
            "!e!f ",
            "!!timestamp ");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> anchors = new ArrayList<>();

    private RandomFile(Random random) {
        this.random = random;
    }

    static String next(Random random) {
        RandomFile file = new RandomFile(random);
        if (file.one(20)) {
            file.text.append(file.pick(List.of(
                    "%YAML 1.1\n---\n",
                    "%YAML 1.2\n---\n",
                    "%TAG !e! tag:e,2000:\n---\n",
                    "---\n",
                    "--- ",
                    "\uFEFF",
                    "# c\n\n",
                    "%FOO\n")));
        }
        file.sections();
        if (file.one(15)) {
            file.text.append(file.pick(
                    List.of("---\nother: [", "...\n", "... # c\n\u0007", "# end", "\n\n", "--- a", "}", "- x")));
        }
        String made = file.text.toString();
        return file.one(30) ? made.replace("\n", file.pick(List.of("\r\n", "\r", "\u0085", "\u2028"))) : made;
    }

    private void sections() {
        for (int n = random.nextInt(4); n >= 0; n--) {
            String section = pick(SECTIONS);
            topEntry(section, () -> section(section));
        }
    }

    private void section(String section) {
        if (one(15)) {
            scalar(pick(TEXTS));
            return;
        }
        map(NAMES, 4, name -> {
            switch (section) {
                case "mirrors" -> mirror();
                case "configs" -> config();
                case "auths" -> auth();
                default -> value();
            }
        });
    }

    private void mirror() {
        map(List.of("endpoint", "endpoint", "rewrite", "endpoints", "token"), 3, key -> {
            if (key.equals("endpoint")) {
                list();
            } else if (key.equals("rewrite")) {
                map(TEXTS, 3, it -> scalar(pick(TEXTS)));
            } else {
                value();
            }
        });
    }

    private void config() {
        map(List.of("auth", "auth", "tls", "tls", "username"), 3, key -> {
            if (key.equals("auth")) {
                auth();
            } else if (key.equals("tls")) {
                map(
                        List.of("ca_file", "cert_file", "key_file", "insecure_skip_verify", "insecureSkipVerify"),
                        4,
                        it -> {
                            if (it.startsWith("insecure")) {
                                text.append(pick(List.of(
                                        "true",
                                        "false",
                                        "yes",
                                        "no",
                                        "y",
                                        "N",
                                        "Off",
                                        "on",
                                        "~",
                                        "'true'",
                                        "1",
                                        "tRuE",
                                        "!!bool 'yes'",
                                        "!!str true",
                                        "")));
                            } else {
                                scalar(pick(TEXTS));
                            }
                        });
            } else {
                value();
            }
        });
    }

    private void auth() {
        map(List.of("username", "password", "auth", "identity_token", "token"), 4, key -> scalar(pick(TEXTS)));
    }

    private void value() {
        switch (random.nextInt(4)) {
            case 0 -> list();
            case 1 -> map(TEXTS, 3, it -> value());
            default -> scalar(pick(TEXTS));
        }
    }

    private interface Content {
        void write(String key);
    }

    private int depth;
    private int flow;

    /** A map, or something instead of one. */
    private void map(List<String> keys, int most, Content content) {
        if (instead()) {
            return;
        }
        boolean braces = flow > 0 || one(3) || depth > 8;
        int count = random.nextInt(most + 1);
        if (braces || count == 0) {
            flow++;
            text.append("{");
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? pick(List.of("", " ", "\t")) : pick(List.of(", ", ",", " ,\t", ",\n" + indent())));
                key(keys, true, content);
            }
            text.append(pick(List.of("}", " }", ",}", "}", "}", "}")));
            flow--;
        } else {
            depth++;
            for (int i = 0; i < count; i++) {
                text.append(pick(List.of("\n", "\n", "\n", "\n\n", " # c\n", "\t# c\n", "\n  # d\n", " \n")))
                        .append(indent());
                key(keys, false, content);
            }
            depth--;
        }
    }

    private void key(List<String> keys, boolean braces, Content content) {
        if (one(25)) {
            text.append(pick(List.of("<<: ", "\"<<\": ", "!!merge <<: ", "? <<\n" + indent() + ": ")));
            if (anchors.isEmpty() || one(3)) {
                flow++;
                text.append(pick(List.of(
                        "{endpoint: [m]}",
                        "[{username: m, endpoint: [m]}, {username: n, endpoint: [n], rewrite: {a: b}}]",
                        "{auth: ",
                        "x",
                        "~",
                        "[x]",
                        "{<<: {h: }}")));
                flow--;
            } else {
                text.append(pick(List.of("*", "[*"))).append(pick(anchors)).append(pick(List.of("", "", "]", " ")));
            }
            return;
        }
        String key = pick(keys);
        if (one(25)) {
            text.append("? ");
            scalar(key);
            text.append(braces ? " : " : "\n" + indent() + ": ");
        } else {
            scalar(key);
            text.append(
                    braces && one(4)
                            ? pick(List.of(":", " : ", ":\t"))
                            : pick(List.of(": ", ": ", ": ", ":  ", ":\t", " : ")));
        }
        content.write(key);
    }

    private void topEntry(String key, Runnable content) {
        text.append(one(10) ? "\"" + key + "\"" : key).append(": ");
        depth++;
        content.run();
        depth--;
        text.append("\n");
    }

    private void list() {
        if (instead()) {
            return;
        }
        int count = random.nextInt(4);
        if (flow > 0 || one(2) || count == 0) {
            flow++;
            text.append("[");
            for (int i = 0; i < count; i++) {
                text.append(i == 0 ? "" : pick(List.of(", ", ",", " , ", ",\n" + indent())));
                scalar(pick(TEXTS));
            }
            text.append(pick(List.of("]", "]", ",]", " ]")));
            flow--;
        } else {
            for (int i = 0; i < count; i++) {
                text.append("\n").append(indent()).append(pick(List.of("- ", "- ", "- ", "-  ", "-\t")));
                scalar(pick(TEXTS));
            }
        }
    }

    /** An anchor or a tag before what follows, or an alias or a null in its place. */
    private boolean instead() {
        if (one(12) && !anchors.isEmpty()) {
            text.append("*").append(pick(anchors)).append(flow > 0 ? " " : "");
            return true;
        }
        if (one(12)) {
            String anchor = "a" + random.nextInt(4);
            anchors.add(anchor);
            text.append("&").append(anchor).append(" ");
        }
        if (one(25)) {
            text.append(pick(TAGS));
        }
        if (one(15)) {
            text.append(pick(List.of("~", "null", "", "NULL", "Null")));
            return true;
        }
        return false;
    }

    private void scalar(String value) {
        if (one(30) && !anchors.isEmpty()) {
            text.append("*").append(pick(anchors)).append(" ");
            return;
        }
        if (one(25)) {
            text.append(pick(TAGS));
        }
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> text.append(value);
            case 3, 4, 5 -> text.append('\'').append(value.replace("'", "''")).append('\'');
            case 6 -> {
                if (flow > 0) {
                    text.append(value);
                } else {
                    text.append(pick(List.of("|", ">", "|-", ">+", "|2", "> # c", "|#c")))
                            .append("\n")
                            .append(indent())
                            .append("  ")
                            .append(value.replace("\n", "\n" + indent() + "  "));
                }
            }
            default -> text.append('"').append(escape(value)).append('"');
        }
    }

    private String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
            } else if (one(20)) {
                escaped.append(pick(List.of("\\x%02x", "\\u%04x", "\\U%08x")).formatted(c));
            } else if (one(60)) {
                escaped.appendCodePoint(c)
                        .append(pick(List.of(
                                "\\n", "\\'", "\\/", "\\0", "\\\n  ", "\n  ", "\\ud83d", "\\.", "\\ ", "\t", "\n\n ")));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private String indent() {
        return one(60) ? pick(List.of("\t", " ", "")) : "  ".repeat(depth);
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
