package dev.registrymirror.registries.check;

/** How much of everything is taken. */
public final class Limits {
    /** Mirrors, and as many configurations. */
    public static final int ENTRIES = 128;

    /** Endpoints of one mirror, and as many rewrites. */
    public static final int PER_MIRROR = 16;

    /** Characters of a name: it becomes the name of a folder, and RKE2 does not start when it cannot make that folder. */
    public static final int NAME = 253;

    /** Characters of an endpoint. */
    public static final int ENDPOINT = 2048;

    /** Characters of a pattern: a YAML key of more than 1,024 characters, quotes and escapes included, is no key. */
    public static final int PATTERN = 512;

    /** Characters of a replacement. */
    public static final int REPLACEMENT = 1024;

    /** Characters of a path, which is what Linux takes. */
    public static final int PATH = 4095;

    private Limits() {}
}
