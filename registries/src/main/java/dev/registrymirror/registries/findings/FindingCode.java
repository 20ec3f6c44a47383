package dev.registrymirror.registries.findings;

import static dev.registrymirror.registries.findings.Severity.ERROR;
import static dev.registrymirror.registries.findings.Severity.NOTE;
import static dev.registrymirror.registries.findings.Severity.WARNING;

import java.util.List;

/**
 * Stable names of everything that a file can be told; they appear in conditions, events and the tool's output, and must not be renamed.
 * Those with the name of a {@link dev.registrymirror.registries.check.RefusalCode} are that refusal. Of equal severity, what stands
 * earlier here matters more if it is of another {@link Reach}.
 */
public enum FindingCode {
    Unreadable(Reach.NODE, "RKE2 does not accept the file", ERROR),
    InvalidName(Reach.NODE, "a name that no registry can have, or that RKE2 takes for something else", ERROR, WARNING),
    InvalidCredential(
            Reach.NODE, "a credential that breaks containerd's configuration, or that no pull can use", ERROR, WARNING),
    InvalidPath(Reach.NODE, "a path that is not absolute, or that breaks containerd's configuration", ERROR, NOTE),
    TooLong(Reach.NODE, "a value that is longer than RKE2, or the operator, takes", ERROR, NOTE),

    OtherFormat(Reach.FILE, "this is another program's file", ERROR),
    MisplacedSection(Reach.FILE, "a section that does not stand where RKE2 looks for it", ERROR),
    Placeholder(Reach.FILE, "a placeholder that nobody filled in", ERROR),
    MoreDocuments(Reach.FILE, "only the first document of the file is read", ERROR),
    FileWritesNothing(Reach.FILE, "the file as a whole changes nothing on a node", WARNING),
    Undecided(Reach.FILE, "it cannot be told what RKE2 makes of the file", WARNING),
    UnexaminedRelease(Reach.FILE, "a release of which nobody has looked whether all this holds", NOTE),

    InvalidPattern(Reach.REGISTRY, "a rewrite's pattern that containerd cannot use", ERROR),
    InvalidReplacement(Reach.REGISTRY, "a rewrite's replacement that containerd cannot use", ERROR),
    HalfIdentity(Reach.REGISTRY, "a client certificate without its key, or a key without its certificate", ERROR),
    InvalidCaBundle(Reach.REGISTRY, "a CA bundle without a certificate", ERROR),
    InvalidCertificate(Reach.REGISTRY, "a client certificate that cannot be read", ERROR),
    InvalidKey(Reach.REGISTRY, "a private key that cannot be read", ERROR),
    KeyMismatch(Reach.REGISTRY, "a private key that is not that of the client certificate", ERROR),

    UnknownKey(Reach.ENTRY, "a key that RKE2 does not know", ERROR, WARNING),
    MisplacedKey(Reach.ENTRY, "a key that does not stand where RKE2 looks for it", ERROR),
    DuplicateKey(Reach.ENTRY, "a key that is written twice", ERROR, WARNING, NOTE),
    InvalidEndpoint(Reach.ENTRY, "an endpoint that is not an http or https URL of host, port and path", ERROR),
    DuplicatePattern(Reach.ENTRY, "the same pattern twice in one mirror", ERROR),
    MirrorNeverUsed(Reach.ENTRY, "a mirror with a name that no image has", ERROR, WARNING, NOTE),
    EndpointIsNoRegistry(Reach.ENTRY, "an endpoint where no registry answers", ERROR),
    RewriteWithoutEndpoint(Reach.ENTRY, "rewrites of a mirror that has no endpoint", ERROR),
    RewriteNeverApplies(Reach.ENTRY, "a pattern that matches no repository", ERROR, WARNING),
    RewriteGroupMissing(Reach.ENTRY, "a replacement that names a group which the pattern does not have", ERROR),
    RewriteResultInvalid(Reach.ENTRY, "a rewrite to a name that no repository can have", ERROR, WARNING),
    RewriteToOne(Reach.ENTRY, "a rewrite that makes many repositories one", ERROR, WARNING),
    RewritesOverlap(Reach.ENTRY, "two patterns that match one name", ERROR),
    RewriteLostAtDefault(Reach.ENTRY, "rewrites at the registry's own address, listed last", ERROR, NOTE),
    ConfigForMirrorName(
            Reach.ENTRY, "access for the mirror's name while its endpoints are elsewhere", ERROR, WARNING, NOTE),
    ConfigPortDiffers(Reach.ENTRY, "access for another port than the endpoint's", ERROR, WARNING, NOTE),
    ConfigNeverUsed(Reach.ENTRY, "access that no pull uses", ERROR, WARNING),
    WildcardConfig(Reach.ENTRY, "\"*\" in configs", ERROR, WARNING, NOTE),
    IncompleteLogin(Reach.ENTRY, "a password without user name, or a user name without password", ERROR, WARNING),
    AuthWithLineBreak(Reach.ENTRY, "a login with a line break in it", ERROR),
    DockerHubCredentials(Reach.ENTRY, "Docker Hub's credentials where older releases do not look", ERROR, NOTE),
    CertificateExpired(Reach.ENTRY, "a certificate that is not valid now", ERROR, NOTE),

    CertificateExpires(Reach.ENTRY, "a certificate that expires within 30 days", WARNING),
    CertificateName(Reach.ENTRY, "a server's certificate for another name than the endpoint's", WARNING),
    CertificateChain(Reach.ENTRY, "certificates of a client that do not follow from each other", WARNING),
    ServerIdentity(Reach.ENTRY, "a server's key pair as that of a client", WARNING, NOTE),
    SchemeMissing(Reach.ENTRY, "an endpoint without http:// or https://", WARNING, NOTE),
    EndpointPath(Reach.ENTRY, "an endpoint's path without /v2", WARNING),
    EndpointPort(Reach.ENTRY, "http on https's port, or the other way round", WARNING),
    WildcardApplies(Reach.ENTRY, "a mirror without endpoints beside \"*\"", WARNING),
    RewriteAtRegistry(Reach.ENTRY, "rewrites at the registry itself", WARNING),
    RewriteToHost(Reach.ENTRY, "a replacement that begins with the endpoint's host", WARNING, ERROR),
    DefaultEndpointStays(Reach.ENTRY, "a default endpoint that stays though it was switched off", WARNING),
    CredentialsOverHttp(Reach.ENTRY, "credentials over plain HTTP", WARNING),
    InsecureSkipVerify(Reach.ENTRY, "a server that may be anybody", WARNING),
    PasswordReadable(Reach.ENTRY, "a password in a file that others can read", WARNING),

    SharedEndpoint(Reach.ENTRY, "several registries at one endpoint", NOTE),
    EmbeddedRegistryOnly(Reach.ENTRY, "mirrors for the embedded registry alone", NOTE),
    EmptyFile(Reach.ENTRY, "a file without mirrors and configs", NOTE),
    MirrorWithoutEndpoint(Reach.ENTRY, "a mirror without endpoints", NOTE),
    OwnEndpointOnly(Reach.ENTRY, "a registry as its own only endpoint", NOTE),
    DuplicateEndpoint(Reach.ENTRY, "an endpoint that is listed twice", NOTE),
    UnanchoredPattern(Reach.ENTRY, "a pattern that matches in the middle of a name, too", NOTE),
    EmptyConfig(Reach.ENTRY, "an empty entry beside \"*\" in configs", NOTE),
    ShadowedCredential(Reach.ENTRY, "several kinds of credentials, of which one is used", NOTE),
    TlsOnHttp(Reach.ENTRY, "TLS settings for a plain http:// endpoint", NOTE),
    TooMany(Reach.ENTRY, "more entries than the operator gives to a node", NOTE);

    /** How much of a node's configuration something spoils; the most first. */
    enum Reach {
        NODE,
        FILE,
        REGISTRY,
        ENTRY
    }

    private final Reach reach;
    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it.
    private final List<Severity> severities;

    FindingCode(Reach reach, String title, Severity... severities) {
        this.reach = reach;
        this.title = title;
        this.severities = List.of(severities);
    }

    Reach reach() {
        return reach;
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
