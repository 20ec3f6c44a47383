package dev.registrymirror.registries.check;

/** Stable names of the rules; they appear in conditions and must not be renamed. */
public enum RefusalCode {
    /** A registry's or host's name that no registry can have, or that RKE2 would take for something else. */
    InvalidName,
    /** An endpoint that is not an http or https URL of host, port and path. */
    InvalidEndpoint,
    /** A rewrite's pattern that containerd cannot use. */
    InvalidPattern,
    /** A rewrite's replacement that containerd cannot use. */
    InvalidReplacement,
    /** The same pattern twice in one mirror. */
    DuplicatePattern,
    /** A credential that would make containerd's configuration invalid, or that no pull could use. */
    InvalidCredential,
    /** A path that is not absolute or that would make containerd's configuration invalid. */
    InvalidPath,
    /** A client certificate without its key, or a key without its certificate. */
    HalfIdentity,
    /** A CA bundle without a certificate that can be read. */
    InvalidCaBundle,
    /** A client certificate that cannot be read. */
    InvalidCertificate,
    /** A private key that cannot be read. */
    InvalidKey,
    /** A private key that is not that of the client certificate. */
    KeyMismatch,
    /** An endpoint, a pattern or a replacement that is longer than the operator takes. RKE2 takes longer ones. */
    TooLong,
    /** More entries than the operator gives to a node. RKE2 takes any number. */
    TooMany,
}
