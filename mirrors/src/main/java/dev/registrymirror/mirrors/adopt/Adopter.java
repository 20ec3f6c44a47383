package dev.registrymirror.mirrors.adopt;

import dev.registrymirror.api.v1alpha1.AuthSource;
import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.api.v1alpha1.SecretReference;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.mirrors.render.Renderer;
import dev.registrymirror.mirrors.render.Rendering;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.Refusals;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a RegistryMirror, and the Secrets and ConfigMaps that it names, of what is in a registries.yaml. */
public final class Adopter {
    private final AdoptionOptions options;
    private final CreatedObjects objects;
    private final List<Refusal> refusals = new ArrayList<>();

    private Adopter(AdoptionOptions options) {
        this.options = options;
        this.objects = new CreatedObjects(options);
    }

    /**
     * The objects: composed they mean what the file means, but that certificates which became part of them lie in other files of the same
     * content.
     *
     * @param registries what RKE2 reads in the file
     */
    public static Adoption adopt(Registries registries, AdoptionOptions options) {
        Adopter adopter = new Adopter(options);
        adopter.refusals.addAll(Refusals.of(registries));
        RegistryMirror mirror = adopter.mirror(registries);
        if (mirror == null || !adopter.refusals.isEmpty()) {
            return new Adoption.Refused(
                    adopter.refusals.stream().map(Refusal::toString).toList());
        }
        // What the operator would say of them it had better say now.
        Rendering rendering =
                new Renderer(List.of(mirror), adopter.objects).render(options.nodeLabels(), Distribution.RKE2);
        return rendering instanceof Rendering.Held(var _, var problems)
                ? new Adoption.Refused(problems)
                : new Adoption.Adopted(mirror, adopter.objects.secrets(), adopter.objects.configMaps());
    }

    private @Nullable RegistryMirror mirror(Registries registries) {
        List<MirrorEntry> mirrors = new ArrayList<>();
        registries.mirrors().forEach((registry, mirror) -> mirrors.add(entry(registry, mirror)));
        List<ConfigEntry> configs = new ArrayList<>();
        registries.configs().forEach((host, config) -> configs.add(entry(host, config)));
        if (mirrors.isEmpty() && configs.isEmpty()) {
            refusals.add(CreatedObjects.nothing());
            return null;
        }
        NodeSelector selector =
                options.nodeLabels().isEmpty() ? null : new NodeSelector(options.nodeLabels(), List.of());
        RegistryMirror object = new RegistryMirror();
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(options.name());
        object.setMetadata(metadata);
        object.setSpec(new RegistryMirrorSpec(selector, 0, mirrors, configs));
        return object;
    }

    private static MirrorEntry entry(String registry, Mirror mirror) {
        List<RewriteRule> rewrites = new ArrayList<>();
        for (Map.Entry<String, String> rewrite : mirror.rewrites().entrySet()) {
            rewrites.add(new RewriteRule(rewrite.getKey(), rewrite.getValue()));
        }
        return new MirrorEntry(registry, mirror.endpoints(), rewrites);
    }

    private ConfigEntry entry(String host, HostConfig config) {
        FieldPath path = FieldPath.config(host);
        Auth auth = config.auth();
        Tls tls = config.tls();
        return new ConfigEntry(
                host,
                auth == null ? null : login(path.field("auth"), host, auth),
                tls == null ? null : tls(path.field("tls"), host, tls));
    }

    private @Nullable AuthSource login(FieldPath path, String host, Auth auth) {
        var refusal = Logins.refusal(path.toString(), auth);
        refusal.ifPresent(refusals::add);
        return refusal.isPresent() ? null : new AuthSource(new SecretReference(objects.login(host, auth)));
    }

    private TlsSource tls(FieldPath path, String host, Tls tls) {
        Boolean insecure = tls.insecureSkipVerify() ? true : null;
        if (options.files() == null) {
            return new TlsSource(null, tls.caFile(), null, tls.certFile(), tls.keyFile(), insecure);
        }
        NodeFiles files = new NodeFiles(options.files(), refusals);
        var ca = files.ca(path.field("ca_file"), tls.caFile());
        var identity = files.identity(path, tls.certFile(), tls.keyFile());
        return new TlsSource(
                ca == null ? null : objects.ca(host, ca),
                null,
                identity == null ? null : new SecretReference(objects.identity(host, identity)),
                null,
                null,
                insecure);
    }
}
