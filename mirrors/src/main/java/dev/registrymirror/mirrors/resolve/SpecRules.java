package dev.registrymirror.mirrors.resolve;

import dev.registrymirror.api.v1alpha1.ConfigEntry;
import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.api.v1alpha1.RewriteRule;
import dev.registrymirror.api.v1alpha1.TlsSource;
import dev.registrymirror.registries.check.AccessRules;
import dev.registrymirror.registries.check.EndpointRules;
import dev.registrymirror.registries.check.Limits;
import dev.registrymirror.registries.check.NameRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.RewriteRules;
import dev.registrymirror.registries.check.SizeRules;
import dev.registrymirror.registries.model.UserInfo;
import dev.registrymirror.registries.regexp.GoPatterns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a spec itself says that must not reach a node. The CRD's rules refuse most of it at apply; an object that was stored before a rule
 * was, or while it was switched off, is caught here.
 */
final class SpecRules {
    private final List<Problem> found = new ArrayList<>();

    private final GoPatterns patterns = new GoPatterns();

    private SpecRules() {}

    static List<Problem> check(RegistryMirrorSpec spec) {
        var rules = new SpecRules();
        rules.add(SizeRules.count("spec.mirrors", spec.mirrors().size(), Limits.ENTRIES));
        rules.duplicates(
                "spec.mirrors",
                spec.mirrors().stream().map(MirrorEntry::registry).toList());
        spec.mirrors().forEach(rules::mirror);
        rules.add(SizeRules.count("spec.configs", spec.configs().size(), Limits.ENTRIES));
        rules.duplicates(
                "spec.configs", spec.configs().stream().map(ConfigEntry::host).toList());
        spec.configs().forEach(rules::config);
        return List.copyOf(rules.found);
    }

    private void mirror(MirrorEntry mirror) {
        String path = SpecPaths.mirror(mirror.registry());
        add(NameRules.check(path + ".registry", mirror.registry()));
        add(SizeRules.count(path + ".endpoints", mirror.endpoints().size(), Limits.PER_MIRROR));
        for (int i = 0; i < mirror.endpoints().size(); i++) {
            add(EndpointRules.check(
                    path + ".endpoints[" + i + "]", mirror.endpoints().get(i)));
        }
        String rewrites = path + ".rewrites";
        add(SizeRules.count(rewrites, mirror.rewrites().size(), Limits.PER_MIRROR));
        for (int i = 0; i < mirror.rewrites().size(); i++) {
            RewriteRule rewrite = mirror.rewrites().get(i);
            add(RewriteRules.pattern(rewrites + "[" + i + "].pattern", rewrite.pattern(), patterns));
            add(RewriteRules.replacement(rewrites + "[" + i + "].replacement", rewrite.replacement()));
        }
        RewriteRules.duplicates(
                        rewrites,
                        mirror.rewrites().stream().map(RewriteRule::pattern).toList())
                .forEach(this::add);
    }

    private void config(ConfigEntry config) {
        String path = SpecPaths.config(config.host());
        add(NameRules.check(path + ".host", config.host()));
        TlsSource tls = config.tls();
        if (tls == null) return;
        file(path + ".tls.caFile", tls.caFile());
        file(path + ".tls.certFile", tls.certFile());
        file(path + ".tls.keyFile", tls.keyFile());
        add(AccessRules.identity(path + ".tls.certFile", tls.certFile(), path + ".tls.keyFile", tls.keyFile()));
        if (tls.caRef() != null && tls.caFile() != null) {
            add(either(path + ".tls.caFile", "caRef and caFile"));
        }
        if (tls.clientCertRef() != null && (tls.certFile() != null || tls.keyFile() != null)) {
            add(either(path + ".tls.clientCertRef", "clientCertRef and certFile/keyFile"));
        }
    }

    private static Refusal either(String path, String both) {
        return new Refusal(
                path,
                RefusalCode.HalfIdentity,
                both + " are both given, and only one of them could apply",
                "remove one of the two");
    }

    private void file(String path, @Nullable String file) {
        if (file != null) add(AccessRules.file(path, file));
    }

    private void duplicates(String path, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                add(new Refusal(
                        path + "[" + UserInfo.masked(name) + "]",
                        RefusalCode.InvalidName,
                        "the name stands in the list twice, and only one of the entries could apply",
                        "merge the two entries"));
            }
        }
    }

    private void add(Optional<Refusal> refusal) {
        refusal.ifPresent(this::add);
    }

    private void add(Refusal refusal) {
        found.add(Problems.of(refusal));
    }
}
