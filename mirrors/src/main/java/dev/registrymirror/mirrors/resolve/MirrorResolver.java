package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.AuthSource;
import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.mirrors.resolve.Resolution.Resolved;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import dev.registrymirror.registries.check.AccessRules;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.HostAccess;
import dev.registrymirror.registries.compose.Material;
import dev.registrymirror.registries.compose.TlsMaterial;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a RegistryMirror to what it contributes to a node's configuration, or to everything that keeps it from being used. */
public final class MirrorResolver {
    private static final RegistryMirrorSpec EMPTY = new RegistryMirrorSpec(null, 0, List.of(), List.of());

    private final References references;
    private final Certificates certificates;
    private final List<Problem> unusable = new ArrayList<>();

    private MirrorResolver(References references) {
        this.references = references;
        this.certificates = new Certificates(references);
    }

    /** Checks the spec and follows every reference, also after the first problem. */
    public static Resolution resolve(RegistryMirror mirror, References references) {
        Examination examined = examine(mirror, references);
        return examined.invalid().isEmpty() && examined.unusable().isEmpty()
                ? new Resolved(examined.contribution())
                : new Unresolved(examined.invalid(), examined.unusable());
    }

    /** The same, with what it would contribute also where something keeps it from being used. */
    public static Examination examine(RegistryMirror mirror, References references) {
        RegistryMirrorSpec spec = mirror.getSpec() == null ? EMPTY : mirror.getSpec();
        var resolver = new MirrorResolver(references);
        SortedMap<String, HostAccess> configs = new TreeMap<>();
        spec.configs().forEach(config -> configs.put(config.host(), resolver.access(config)));
        SortedMap<String, Mirror> mirrors = new TreeMap<>();
        spec.mirrors().forEach(entry -> mirrors.put(entry.registry(), mirror(entry)));
        return new Examination(
                SpecRules.check(spec),
                resolver.unusable,
                new Contribution(mirror.getMetadata().getName(), spec.priority(), mirrors, configs));
    }

    private static Mirror mirror(MirrorEntry entry) {
        Map<String, String> rewrites = new HashMap<>();
        for (RewriteRule rewrite : entry.rewrites()) {
            rewrites.put(rewrite.pattern(), rewrite.replacement());
        }
        return Mirror.of(entry.endpoints(), rewrites);
    }

    private HostAccess access(ConfigEntry config) {
        String path = SpecPaths.config(config.host());
        return new HostAccess(
                config.auth() == null ? null : auth(path + ".auth.secretRef", config.host(), config.auth()),
                config.tls() == null ? null : tls(path + ".tls", config.tls()));
    }

    private @Nullable Auth auth(String field, String host, AuthSource source) {
        String name = source.secretRef().name();
        int before = unusable.size();
        Auth auth = take(Credentials.of(field, host, name, references.secret(name)));
        if (auth != null) check(field, auth);
        return unusable.size() > before ? Examination.UNKNOWN_LOGIN : auth;
    }

    private void check(String field, Auth auth) {
        check(field, auth.username() == null ? null : Secret.of(auth.username()));
        check(field, auth.password());
        check(field, auth.identityToken());
        if (auth.auth() != null) {
            AccessRules.basicAuth(field, auth.auth()).map(Problems::of).ifPresent(unusable::add);
        }
    }

    private void check(String field, @Nullable Secret<String> credential) {
        if (credential != null) {
            AccessRules.credential(field, credential).map(Problems::of).ifPresent(unusable::add);
        }
    }

    private TlsMaterial tls(String path, TlsSource source) {
        Material ca = onNode(source.caFile());
        if (source.caRef() != null) {
            ca = take(certificates.ca(path + ".caRef", source.caRef()));
            if (ca == null) ca = Examination.UNKNOWN_FILE;
        }
        Material certificate = onNode(source.certFile());
        Material key = onNode(source.keyFile());
        if (source.clientCertRef() != null) {
            Certificates.Identity identity = take(certificates.client(
                    path + ".clientCertRef", source.clientCertRef().name()));
            certificate = identity == null ? Examination.UNKNOWN_FILE : identity.certificate();
            key = identity == null ? Examination.UNKNOWN_FILE : identity.key();
        }
        return new TlsMaterial(ca, certificate, key, source.skipsVerification());
    }

    private static @Nullable Material onNode(@Nullable String path) {
        return path == null ? null : new Material.OnNode(path);
    }

    private <T> @Nullable T take(Answer<T> answer) {
        unusable.addAll(answer.problems());
        return answer.value();
    }
}
