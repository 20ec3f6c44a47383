package dev.registrymirror.cli.file;

import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.ReadResult.Read;
import dev.registrymirror.registries.file.ReadResult.Refused;
import dev.registrymirror.registries.file.ReadResult.Undecided;
import dev.registrymirror.registries.file.RegistriesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a command is given: a file, or for {@code -} what comes in. */
public final class Input {
    /** More than any program reads as a registries.yaml; a bound against reading a disk. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final String STANDARD = "-";

    private final InputStream standard;

    /** With the stream that {@code -} stands for. */
    public Input(InputStream standard) {
        this.standard = standard;
    }

    /** What is in a file; stops where it cannot be read. */
    public Content content(String file) {
        return new Content(
                name(file), file.equals(STANDARD) ? Optional.empty() : Optional.of(Path.of(file)), bytes(file));
    }

    /**
     * What a file holds.
     *
     * @param name what to call it
     * @param path where it lies; nothing for what came in
     * @param bytes the content; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares contents.
    public record Content(String name, Optional<Path> path, byte[] bytes) {}

    /** The meaning of a registries.yaml; stops where RKE2 refuses the file, or where it cannot be told. */
    public Read registries(String file) {
        return meaning(content(file));
    }

    /** The same of a file that has been read. */
    public static Read meaning(Content content) {
        return meaning(content, RegistriesReader.read(content.bytes()));
    }

    /** The same of a file of which it is known what reading it gave. */
    public static Read meaning(Content content, ReadResult result) {
        return switch (result) {
            case Read read -> read;
            case Refused refused ->
                throw Stop.because("%s, line %d, column %d: RKE2 does not take this file: %s"
                        .formatted(content.name(), refused.line(), refused.column(), refused.reason()));
            case Undecided undecided ->
                throw Stop.cannot("%s: it cannot be told what RKE2 does with this file: %s"
                        .formatted(content.name(), undecided.reason()));
        };
    }

    private byte[] bytes(String file) {
        try {
            byte[] bytes = file.equals(STANDARD) ? bounded(standard) : fromDisk(Path.of(file));
            if (bytes.length > MAX_BYTES) {
                throw Stop.cannot("%s has more than %d bytes".formatted(name(file), MAX_BYTES));
            }
            return bytes;
        } catch (IOException | InvalidPathException e) {
            throw Stop.cannot("cannot read %s: %s".formatted(name(file), reason(e)));
        }
    }

    private static byte[] fromDisk(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return bounded(stream);
        }
    }

    private static byte[] bounded(InputStream stream) throws IOException {
        return stream.readNBytes(MAX_BYTES + 1);
    }

    /** What to call what is read. */
    public static String name(String file) {
        return file.equals(STANDARD) ? "standard input" : file;
    }

    /** Why a file could not be read or written, as a part of a sentence. */
    static String reason(Exception problem) {
        return switch (problem) {
            case NoSuchFileException _ -> "it does not exist";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(problem.getMessage());
        };
    }
}
