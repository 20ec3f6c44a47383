package dev.registrymirror.registries.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.RandomRegistries;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.file.Wharfie.Verdict;
import dev.registrymirror.testbed.Proof;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reader against RKE2's own parser; {@link Proof} says how many files, and others. */
class ParserIT {
    private static final String BOTH_READ = "read the same";
    private static final String BOTH_REFUSE = "refused by both";

    private static final String UNDECIDED = "undecided: ";

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
        new Proof("every piece of YAML in every place: RKE2's parser", probes.size(), 0).report(told());
        assertThat(disagreements).isEmpty();
    }

    @Test
    void readsMadeAndMutatedFilesAsRke2Does() {
        Proof proof = Proof.of("made and mutated files: RKE2's parser", 20_000);
        Random random = new Random(proof.seed());
        RandomRegistries registries = new RandomRegistries(proof.seed());
        for (int i = 0; i < proof.inputs() && disagreements.size() < MOST_SHOWN; i++) {
            compare(next(random, registries));
        }
        proof.report(told());
        assertThat(disagreements).isEmpty();
        // A generator that makes nothing but rubbish proves nothing.
        assertThat(counts.get(BOTH_READ)).isGreaterThan(proof.inputs() / 5);
        assertThat(counts.get(BOTH_REFUSE)).isGreaterThan(proof.inputs() / 5);
    }

    /** The counts, with all that is left undecided as one. */
    private String told() {
        Map<String, Integer> told = new LinkedHashMap<>();
        counts.forEach(
                (what, count) -> told.merge(what.startsWith(UNDECIDED) ? "undecided" : what, count, Integer::sum));
        return told.entrySet().stream()
                .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
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
                                UNDECIDED + difference(reason).orElse(reason);
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
