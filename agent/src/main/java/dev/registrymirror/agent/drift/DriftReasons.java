package dev.registrymirror.agent.drift;

/** What can be different on a node, the worst first. */
public final class DriftReasons {
    /** The registries.yaml is gone. */
    public static final String FILE_GONE = "FileGone";
    /** The registries.yaml means something else. */
    public static final String FILE_CHANGED = "FileChanged";
    /** RKE2 would not start with the registries.yaml as it is. */
    public static final String FILE_BROKEN = "FileBroken";
    /** Others than root can read the registries.yaml. */
    public static final String FILE_EXPOSED = "FileExposed";
    /** A certificate or key that the registries.yaml names is gone, or is another. */
    public static final String CERTIFICATE_CHANGED = "CertificateChanged";

    private DriftReasons() {}
}
