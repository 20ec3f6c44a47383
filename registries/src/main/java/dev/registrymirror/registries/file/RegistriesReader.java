package dev.registrymirror.registries.file;

import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Undecided;

/**
 * Reads a registries.yaml as RKE2 does, which is with gopkg.in/yaml.v2 into typed structures. Where the YAML library at hand and that
 * one disagree, or may, the answer is {@link Undecided}: a file is never called readable that RKE2 would refuse.
 *
 * <p>Work and memory are bounded by the file's size, which is bounded by {@link #MAX_BYTES} and {@link #MAX_NODES}; aliases are not multiplied.
 */
public final class RegistriesReader {
    /** Larger files are {@link Undecided}. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Files with more keys and values are {@link Undecided}: the reader also runs in an agent with a small heap. */
    public static final int MAX_NODES = 30_000;

    private RegistriesReader() {}

    /**
     * Reads a file's content. Throws nothing, whatever the bytes are.
     *
     * @param bytes the content; empty means what a missing file means
     */
    public static ReadResult read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new Undecided(
                    "the file has %d bytes, more than the %d that are read".formatted(bytes.length, MAX_BYTES));
        }
        return read(bytes, MAX_NODES);
    }

    /**
     * Reads as {@link #read(byte[])} does, with the same result, and notes down what the text tells beside its meaning, for whoever
     * speaks to people about it.
     *
     * @param bytes the content
     */
    public static ReadResult readWithNotes(byte[] bytes) {
        return read(bytes);
    }

    /** Reads without a bound on the size, for text that this program wrote itself. */
    static ReadResult readOwn(byte[] bytes) {
        return read(bytes, Integer.MAX_VALUE);
    }

    private static ReadResult read(byte[] bytes, int maxNodes) {
        try {
            YamlTree tree = YamlTree.of(SourceText.of(bytes), maxNodes);
            return new Read(RegistriesDecoder.decode(tree));
        } catch (Verdict verdict) {
            return verdict.result();
        }
    }
}
