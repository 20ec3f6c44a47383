package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.RandomRegistries;
import dev.registrymirror.registries.file.ReadResult.Read;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that nobody meant to write. */
class RegistriesReaderMutationTest {
    private static final List<String> SEEDS =
            List.of("""
            # comment
            mirrors: &m
              "docker.io": {endpoint: ["https://m.example:5000", https://b], rewrite: {"^(.*)$": 'hub/$1'}}
              '*':
                endpoint:
                - http://c
            configs:
              h: &h {auth: {username: !x u, password: "p\\u0041\\x41"}, tls: ~}
              i: *h
              j:
                auth:
                  username: |
                    text
            ---
            other
            """, "%YAML 1.1\n---\na:\n  - b\n  - !c d\n  - >-\n    d\n\n    e\n...\n");

    private static final String ALPHABET = "{}[]:,-?*&!|>'\"%@`#<~\\ \n\r\tabn01.\0\u0007";

    private enum Outcome {
        READ,
        REFUSED,
        UNDECIDED
    }

    @Test
    void alwaysEndInAResultAndAReadOneIsOneThatCanBeWritten() {
        Random random = new Random(5);
        RandomRegistries registries = new RandomRegistries(6);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < 5_000; i++) {
            byte[] seed = (i % 3 == 0 ? RegistriesWriter.write(registries.next()) : SEEDS.get(i % 2))
                    .getBytes(StandardCharsets.UTF_8);
            byte[] mutated = mutate(seed, random);
            Outcome outcome = switch (RegistriesReader.read(mutated)) {
                case Read(var read, var _) -> {
                    String text = RegistriesWriter.write(read);
                    assertThat(RegistriesReader.read(text.getBytes(StandardCharsets.UTF_8)))
                            .isEqualTo(new Read(read));
                    yield Outcome.READ;
                }
                case ReadResult.Refused(int line, int column, var _) -> {
                    assertThat(line).isPositive();
                    assertThat(column).isPositive();
                    yield Outcome.REFUSED;
                }
                case ReadResult.Undecided _ -> Outcome.UNDECIDED;
            };
            outcomes.merge(outcome, 1, Integer::sum);
        }
        assertThat(outcomes.keySet()).containsOnly(Outcome.READ, Outcome.REFUSED);
        assertThat(outcomes.values()).allMatch(count -> count > 1_000);
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            byte[] head = Arrays.copyOf(bytes, at);
            byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
            byte character = (byte) ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            bytes = switch (random.nextInt(6)) {
                case 0 -> {
                    bytes[at] = (byte) random.nextInt();
                    yield bytes;
                }
                case 1 -> {
                    bytes[at] = character;
                    yield bytes;
                }
                case 2 -> concat(head, new byte[] {character}, tail);
                case 3 ->
                    concat(head, Arrays.copyOfRange(tail, Math.min(tail.length, 1 + random.nextInt(3)), tail.length));
                case 4 -> concat(head, Arrays.copyOf(tail, Math.min(tail.length, random.nextInt(20))), tail);
                default -> random.nextInt(10) == 0 ? head : bytes;
            };
        }
        return bytes;
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
