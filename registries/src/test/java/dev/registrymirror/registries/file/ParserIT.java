package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.RandomRegistries;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.file.Wharfie.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The reader against RKE2's own parser. {@code -Dfuzz=N} tries N files instead of the fixed number, {@code -Dfuzz.seed=S} others.
 */
class ParserIT {
    private static final int COUNT = Integer.getInteger("fuzz", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4);

    private static final String BOTH_READ = "both read the same";
    private static final String BOTH_REFUSE = "both refuse";

    private static final int MOST_SHOWN = 20;

    private final Map<String, String> allowed = allowedDifferences();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();

    @Test
    void readsTheCorpusAsRke2Does() {
        Corpus.FILES.forEach(file -> compare(file.getBytes(StandardCharsets.UTF_8)));
        assertThat(disagreements).isEmpty();
        assertThat(counts.keySet()).containsOnly(BOTH_READ, BOTH_REFUSE);
    }

    @Test
    void readsEveryPieceInEveryPlaceAsRke2Does() {
        List<String> probes = Probes.all();
        probes.forEach(file -> compare(file.getBytes(StandardCharsets.UTF_8)));
        System.out.printf("ParserIT: %d probes: %s%n", probes.size(), counts);
        assertThat(disagreements).isEmpty();
    }

    @Test
    void readsMadeAndMutatedFilesAsRke2Does() {
        Random random = new Random(SEED);
        RandomRegistries registries = new RandomRegistries(SEED);
        for (int i = 0; i < COUNT && disagreements.size() < MOST_SHOWN; i++) {
            compare(next(random, registries));
        }
        System.out.printf("ParserIT: %d files, seed %d: %s%n", COUNT, SEED, counts);
        assertThat(disagreements).isEmpty();
        // A generator that makes nothing but rubbish proves nothing.
        assertThat(counts.get(BOTH_READ)).isGreaterThan(COUNT / 5);
        assertThat(counts.get(BOTH_REFUSE)).isGreaterThan(COUNT / 5);
    }

    private static byte[] next(Random random, RandomRegistries registries) {
        String text = switch (random.nextInt(5)) {
            case 4 -> Probes.next(random);
            case 0 -> Corpus.FILES.get(random.nextInt(Corpus.FILES.size()));
            case 1 -> RegistriesWriter.write(registries.next());
            default -> RandomFile.next(random);
        };
        if (random.nextInt(20) == 0) {
            // What is not looked at depends on where the parser's buffer ends.
            text = "#" + "z".repeat(random.nextInt(1100)) + "\n" + text;
        }
        Charset charset = switch (random.nextInt(40)) {
            case 0 -> StandardCharsets.UTF_16LE;
            case 1 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
        byte[] file = (charset.equals(StandardCharsets.UTF_8) ? text : "\uFEFF" + text).getBytes(charset);
        return random.nextInt(3) == 0 ? file : Mutations.mutate(file, random);
    }

    private void compare(byte[] file) {
        Verdict verdict = Wharfie.read(file);
        ReadResult result = RegistriesReader.read(file);
        boolean same = switch (result) {
            case Read(var registries, var _) -> verdict.equals(new Verdict.Accepted(registries));
            case Refused _ -> verdict instanceof Verdict.Rejected;
            case Undecided(String reason) -> difference(reason).isPresent();
        };
        if (!same && disagreements.size() < MOST_SHOWN) {
            disagreements.add("%s%nread as %s%nby RKE2 as %s".formatted(visible(file), result, verdict));
        }
        count(
                !same
                        ? "DISAGREE"
                        : switch (result) {
                            case Read _ -> BOTH_READ;
                            case Refused _ -> BOTH_REFUSE;
                            case Undecided(String reason) ->
                                "undecided: " + difference(reason).orElse(reason);
                        });
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private Optional<String> difference(String reason) {
        return allowed.keySet().stream().filter(reason::contains).findFirst();
    }

    private static String visible(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1)
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n\n");
    }

    /** What may be left undecided, and why: lines of words of the reason, a colon and a sentence. */
    private static Map<String, String> allowedDifferences() {
        Map<String, String> allowed = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(ParserIT.class.getResourceAsStream("undecided.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(": +", 2))
                    .forEach(entry -> allowed.put(entry[0], entry[1]));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return allowed;
    }
}
