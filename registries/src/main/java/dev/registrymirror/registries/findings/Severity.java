package dev.registrymirror.registries.findings;

/** How much a finding matters; the most serious first. */
public enum Severity {
    /** The file, or an entry of it, does not do what it was written for, or it breaks a node. */
    ERROR,
    /** Probably not meant, or a risk. */
    WARNING,
    /** Worth knowing; a correct file may have it. */
    NOTE
}
