package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.HostAccess;
import dev.registrymirror.registries.compose.Material;
import dev.registrymirror.registries.compose.TlsMaterial;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Secret;
import java.util.List;

/**
 * All that can be told of a RegistryMirror, also of one that cannot be used: so that one who mends it hears everything at once.
 *
 * @param invalid what the spec itself says that must not reach a node
 * @param unusable what is wrong with the Secrets and ConfigMaps that it names
 * @param contribution what it would contribute. For what is unusable, and so unknown, {@link #UNKNOWN_LOGIN} and {@link #UNKNOWN_FILE}
 *     stand in it, of which nothing can be said
 */
public record Examination(List<Problem> invalid, List<Problem> unusable, Contribution contribution) {
    /** A path at which no rule takes offence, and that no node has a file at. */
    public static final String UNKNOWN_PATH = "/-";

    static final Material UNKNOWN_FILE = new Material.OnNode(UNKNOWN_PATH);
    static final Auth UNKNOWN_LOGIN = new Auth("unknown", Secret.of("unknown"), null, null);

    /**
     * Whether it is unknown what somebody wants in a field.
     *
     * @param field path in which two of the kind differ: {@code configs[harbor.corp:5000].tls.ca}
     */
    public static boolean isUnknown(HostAccess access, String field) {
        TlsMaterial tls = access.tls();
        return (UNKNOWN_LOGIN.equals(access.auth()) && field.contains("].auth"))
                || (tls != null && UNKNOWN_FILE.equals(tls.ca()) && field.endsWith(".tls.ca"))
                || (tls != null && UNKNOWN_FILE.equals(tls.certificate()) && field.endsWith(".tls.clientCert"));
    }

    /** Copies the lists. */
    public Examination {
        invalid = List.copyOf(invalid);
        unusable = List.copyOf(unusable);
    }
}
