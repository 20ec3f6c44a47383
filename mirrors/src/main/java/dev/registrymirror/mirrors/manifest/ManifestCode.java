package dev.registrymirror.mirrors.manifest;

import static dev.registrymirror.registries.findings.Severity.ERROR;
import static dev.registrymirror.registries.findings.Severity.NOTE;
import static dev.registrymirror.registries.findings.Severity.WARNING;

import dev.registrymirror.registries.findings.Severity;
import java.util.List;

/**
 * Stable names of what manifests can be told besides the {@link dev.registrymirror.registries.findings.FindingCode}s of the configuration
 * that they make; they must not be renamed. Those that the operator finds, too, are the reasons of its conditions.
 */
public enum ManifestCode {
    InvalidManifest("what is no YAML, or no object of Kubernetes", ERROR),
    UnknownVersion("a version of the API that there is not", ERROR),
    UnknownField("a field that there is not", ERROR),
    MisplacedField("a field that does not stand where it belongs", ERROR),
    DuplicateField("a field that is written twice", ERROR),
    MissingField("a field that is missing", ERROR),
    InvalidField("a value that the field cannot have", ERROR),
    DuplicateObject("an object that is there twice", ERROR),
    Conflict("RegistryMirrors that say different things about the same registry or host", ERROR, NOTE),
    TooLarge("more than a node is given", ERROR),
    KeyMissing("a Secret or ConfigMap that lacks a key", ERROR),
    WrongType("a Secret of a type that does not hold what is wanted", ERROR),
    HostMissing("a docker config without the host", ERROR),
    InvalidCredentials("a login that is incomplete or cannot be read", ERROR),
    ReferenceNotFound("a Secret or ConfigMap that is in none of the files", NOTE, WARNING),
    Encrypted("a Secret or ConfigMap that is encrypted", NOTE);

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it.
    private final List<Severity> severities;

    ManifestCode(String title, Severity... severities) {
        this.title = title;
        this.severities = List.of(severities);
    }

    /** What it is about, in a few words. */
    public String title() {
        return title;
    }

    /** The severities that it can have, the usual one first. */
    public List<Severity> severities() {
        return severities;
    }
}
