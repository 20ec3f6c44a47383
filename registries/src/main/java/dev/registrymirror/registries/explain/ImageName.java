package dev.registrymirror.registries.explain;

import org.jspecify.annotations.Nullable;

/**
 * The name of an image as containerd takes it: with its registry, the repository's whole path, and either a tag or a digest.
 *
 * @param registry the registry, {@code host} or {@code host:port}; {@code docker.io} for names without one
 * @param repository the repository's path below the registry, on which rewrites work
 * @param tag the tag, or null where there is a digest
 * @param digest the digest, or null where there is a tag
 */
public record ImageName(
        String registry,
        String repository,
        @Nullable String tag,
        @Nullable String digest) {
    /** What becomes of a name. */
    public sealed interface Result {
        /** It names an image. */
        record Named(ImageName image) implements Result {}

        /**
         * It names none, and a pod that asks for it gets {@code InvalidImageName}.
         *
         * @param problem what kind of problem it is
         * @param reason what is wrong with it, a part of a sentence
         * @param remedy what to write instead
         */
        record Invalid(Problem problem, String reason, String remedy) implements Result {}
    }

    /** The kinds of problems that a name can have. */
    public enum Problem {
        /** Nothing is there. */
        EMPTY,
        /** It is 64 hexadecimal digits, which Docker takes for an identifier of an image. */
        IDENTIFIER,
        /** The repository has capital letters. */
        UPPER_CASE,
        /** It does not follow the grammar of names. */
        FORMAT,
        /** The repository has more than 255 characters. */
        TOO_LONG,
        /** The digest's algorithm is unknown, or its length does not fit. */
        DIGEST
    }

    /** An image is asked for by one of the two. */
    public ImageName {
        if ((tag == null) == (digest == null)) {
            throw new IllegalArgumentException("an image has either a tag or a digest");
        }
    }

    /**
     * Normalises a name as it stands in a pod: {@code busybox} is {@code docker.io/library/busybox:latest}, and with a digest the tag
     * does not count.
     */
    public static Result of(String name) {
        return ImageGrammar.parse(name);
    }

    /** Whether there can be an image of a registry of this name: {@code index.docker.io}, for one, is {@code docker.io} in every image. */
    public static boolean isRegistry(String name) {
        return of(name + "/a") instanceof Result.Named(ImageName image) && image.registry.equals(name);
    }

    /** Tag or digest, as the registry is asked for it. */
    public String reference() {
        return tag != null ? tag : String.valueOf(digest);
    }

    /** The whole name. */
    @Override
    public String toString() {
        return registry + "/" + repository + (tag == null ? "@" : ":") + reference();
    }
}
