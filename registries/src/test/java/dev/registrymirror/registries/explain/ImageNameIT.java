package dev.registrymirror.registries.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.registrymirror.registries.explain.ImageName.Problem;
import dev.registrymirror.registries.explain.ImageName.Result.Invalid;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import dev.registrymirror.testbed.Oracle;
import dev.registrymirror.testbed.Oracle.Answer;
import dev.registrymirror.testbed.Proof;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Names of images against containerd's own reading of them; {@link Proof} says how many, and others. */
class ImageNameIT {
    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "busybox",
            "library",
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io",
            "localhost",
            "quay.io",
            "Quay.io",
            "App",
            "h:5000",
            "[::1]",
            "[2001:db8::1]:5000",
            "[::1",
            "127.0.0.1:80",
            "a.b",
            "a..b",
            "a_b",
            "a__b",
            "a___b",
            "a--b",
            "-a",
            "a-",
            "_",
            ".",
            "é",
            "É",
            "İ",
            "x".repeat(64),
            "f".repeat(64),
            "0".repeat(130),
            " ",
            "*",
            "a:b",
            "%41");
    private static final List<String> TAGS = List.of(
            "",
            ":latest",
            ":1.36",
            ":T_a-b.c",
            ":",
            ":-x",
            ":.x",
            ":a:b",
            ":é",
            ":" + "t".repeat(128),
            ":" + "t".repeat(129),
            ":5000");
    private static final List<String> ALGORITHMS =
            List.of("sha256", "sha512", "sha384", "md5", "SHA256", "sha256+b64", "1a", "");
    private static final String CHARACTERS = "abz09AZ._-/:@[]* é\n%";

    private final Proof proof = Proof.of("names of images: containerd's reference", 20_000);
    private final Random random = new Random(proof.seed());

    @Test
    void readsNamesAsContainerdDoes() {
        int named = 0;
        for (int i = 0; i < proof.inputs(); i++) {
            String name = name();
            Answer answer = Oracle.shared().ask("image", Map.of("image", name));
            switch (ImageName.of(name)) {
                case Named(ImageName image) -> {
                    assertThat(answer)
                            .as("%s", name)
                            .isInstanceOfSatisfying(
                                    Answer.Taken.class,
                                    taken -> assertThat(read(taken.value()))
                                            .as("%s", name)
                                            .isEqualTo(image));
                    named++;
                }
                case Invalid invalid ->
                    assertThat(answer)
                            .as("%s: %s", name, invalid)
                            .isInstanceOfSatisfying(
                                    Answer.Refused.class,
                                    refused -> assertThat(refused.error())
                                            .as("%s: %s", name, invalid)
                                            .containsPattern(words(invalid.problem())));
            }
        }
        proof.report("%,d read the same, %,d refused by both".formatted(named, proof.inputs() - named));
        assertThat(named).isGreaterThan(proof.inputs() / 20);
    }

    private static ImageName read(JsonNode value) {
        JsonNode tag = value.get("tag");
        JsonNode digest = value.get("digest");
        return new ImageName(
                value.get("registry").asText(),
                value.get("repository").asText(),
                tag == null ? null : tag.asText(),
                digest == null ? null : digest.asText());
    }

    private static String words(Problem problem) {
        return switch (problem) {
            // Go's lower case of a few letters beyond ASCII is ASCII, and then it says that.
            case EMPTY, FORMAT -> "invalid reference format|must be lowercase";
            case IDENTIFIER -> "cannot specify 64-byte hexadecimal strings";
            case UPPER_CASE -> "must be lowercase";
            case TOO_LONG -> "must not be more than 255 characters";
            case DIGEST -> "digest";
        };
    }

    private String name() {
        StringBuilder name = new StringBuilder(pick(PARTS));
        for (int i = random.nextInt(4); i > 0; i--) {
            name.append('/').append(pick(PARTS));
        }
        name.append(pick(TAGS));
        if (random.nextInt(4) == 0) {
            int length = List.of(64, 128, 96, 63, 32, 31, 0).get(random.nextInt(7));
            name.append('@')
                    .append(pick(ALGORITHMS))
                    .append(':')
                    .append(pick(List.of("a", "0", "F", "g")).repeat(length));
        }
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            int at = random.nextInt(name.length() + 1);
            int c = random.nextInt(CHARACTERS.length());
            name.replace(at, Math.min(name.length(), at + random.nextInt(2)), CHARACTERS.substring(c, c + 1));
        }
        return name.toString();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
