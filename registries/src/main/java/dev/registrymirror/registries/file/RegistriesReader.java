package dev.registrymirror.registries.file;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.yaml.BoundException;
import dev.registrymirror.registries.yaml.Bounds;
import dev.registrymirror.registries.yaml.Document;
import dev.registrymirror.registries.yaml.SyntaxException;

/**
 * Reads a registries.yaml as RKE2 does, which is with gopkg.in/yaml.v2 into typed structures. Where a file is too large to tell, the
 * answer is {@link Undecided}: a file is never called readable that RKE2 would refuse.
 *
 * <p>Work and memory are bounded by the file's size, which is bounded by {@link #MAX_BYTES} and {@link #MAX_NODES}, by {@link #MAX_STEPS}
 * and {@link #MAX_TEXT} where aliases multiply it, and by {@link #MAX_REWRITTEN} where endpoints multiply rewrites.
 */
public final class RegistriesReader {
    /** Larger files are {@link Undecided}. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Files with more keys and values are {@link Undecided}: the reader also runs in an agent with a small heap. */
    public static final int MAX_NODES = 30_000;

    /** Files in which more keys and values mean something, each as often as an alias repeats it, are {@link Undecided}. */
    public static final int MAX_STEPS = 2 * MAX_NODES;

    /** Files in which more characters mean something, each as often as an alias repeats it, are {@link Undecided}. */
    public static final int MAX_TEXT = 2 * MAX_BYTES;

    /** Files with more characters in rewrites, each as often as there are endpoints to write it for, are {@link Undecided}. */
    public static final int MAX_REWRITTEN = 16 * MAX_BYTES;

    /** Files with longer keys are {@link Undecided}; on one line with its value YAML has none longer than 1,024 characters. */
    public static final int MAX_KEY = 1024;

    /** Files with more lists and maps within each other are {@link Undecided}; RKE2 takes 10,000. */
    public static final int MAX_DEPTH = 100;

    private static final MeaningBounds MEANING = new MeaningBounds(MAX_STEPS, MAX_TEXT, MAX_REWRITTEN, MAX_KEY);

    private RegistriesReader() {}

    /**
     * Reads a file's content. Throws nothing, whatever the bytes are.
     *
     * @param bytes the content; empty means what a missing file means
     */
    public static ReadResult read(byte[] bytes) {
        return bytes.length > MAX_BYTES ? tooLarge(bytes) : read(bytes, MAX_NODES, MEANING, false);
    }

    /**
     * Reads as {@link #read(byte[])} does, with the same result, and notes down what the text tells beside its meaning, for whoever
     * speaks to people about it.
     *
     * @param bytes the content
     */
    public static ReadResult readWithNotes(byte[] bytes) {
        return bytes.length > MAX_BYTES ? tooLarge(bytes) : read(bytes, MAX_NODES, MEANING, true);
    }

    /** Reads without a bound on the size, for text that this program wrote itself. */
    static ReadResult readOwn(byte[] bytes) {
        return read(bytes, Integer.MAX_VALUE, MeaningBounds.NONE, false);
    }

    private static ReadResult read(byte[] bytes, int maxNodes, MeaningBounds meaning, boolean notes) {
        try {
            Document document = Document.read(bytes, new Bounds(MAX_DEPTH, maxNodes));
            Registries registries = document.root()
                    .map(root -> RegistriesDecoder.decode(root, meaning))
                    .orElse(Registries.EMPTY);
            return new Read(registries, notes ? NoteTaker.take(document) : Notes.NONE);
        } catch (SyntaxException e) {
            Place place = Place.of(e.mark());
            return new Refused(place.line(), place.column(), e.reason());
        } catch (BoundException e) {
            return new Undecided(e.reason());
        } catch (Verdict verdict) {
            return verdict.result();
        }
    }

    private static Undecided tooLarge(byte[] bytes) {
        return new Undecided(
                "the file has %d bytes, more than the %d that are read".formatted(bytes.length, MAX_BYTES));
    }
}
