package dev.registrymirror.fuzz;

/** What Jazzer runs: the target that the system property {@code fuzz.target} names. */
public final class FuzzedTarget {
    private static final Target TARGET = Target.valueOf(System.getProperty("fuzz.target"));

    private FuzzedTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }
}
