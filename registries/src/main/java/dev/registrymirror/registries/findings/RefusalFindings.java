package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.AccessRules;
import dev.registrymirror.registries.check.NameRules;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.Refusals;
import dev.registrymirror.registries.check.Refusals.Placed;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Tls;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operator refuses, as findings of the same words, unless somebody told already what is behind it. */
final class RefusalFindings {
    private RefusalFindings() {}

    static void apply(Subject subject) {
        Set<String> usable = usable(subject);
        usable.addAll(LineBreaks.fields(subject.registries(), subject.fields()));
        // Refusals do not explain each other, and so are looked through before one is added.
        List<Placed> untold = Refusals.placed(subject.registries()).stream()
                .filter(placed ->
                        !usable.contains(placed.field()) && !subject.report().isExplained(placed.field()))
                .toList();
        for (Placed placed : untold) {
            Refusal refusal = placed.refusal();
            if (refusal.code() == RefusalCode.TooMany) {
                // RKE2 itself takes any number.
                subject.report().add(FindingCode.TooMany, placed.field(), refusal.message(), refusal.remedy());
            } else {
                subject.report().add(placed.field(), refusal);
            }
        }
    }

    /** A whole path as a node with Windows has it. */
    private static Optional<String> windows(@Nullable String file) {
        return Optional.ofNullable(file).filter(path -> path.matches("[A-Za-z]:[\\\\/][ -~]+"));
    }

    /**
     * What the operator refuses and a node can use: paths of Windows, where the operator's agent does not run; hosts with underscores,
     * which no image can have, and which work as endpoints; and an {@code auth} that nobody decodes, since another credential is used.
     */
    private static Set<String> usable(Subject subject) {
        Set<String> usable = new HashSet<>();
        subject.targets()
                .all()
                .forEach(target -> usable.add(subject.fields().endpoint(target.registry(), target.index())));
        subject.registries().configs().forEach((host, config) -> {
            Tls tls = config.tls();
            if (tls != null) {
                windows(tls.caFile()).ifPresent(_ -> usable.add(subject.fields().tls(host, "ca_file")));
                windows(tls.certFile())
                        .ifPresent(_ -> usable.add(subject.fields().tls(host, "cert_file")));
                windows(tls.keyFile())
                        .ifPresent(_ -> usable.add(subject.fields().tls(host, "key_file")));
            }
        });
        subject.registries().configs().forEach((host, config) -> {
            Auth auth = config.auth();
            if (auth != null && auth.auth() != null && auth.used() != Auth.Use.AUTH) {
                String path = subject.fields().auth(host, "auth");
                if (AccessRules.credential(path, auth.auth()).isEmpty()) {
                    usable.add(path);
                }
            }
        });
        subject.registries().configs().keySet().stream()
                .filter(host -> host.indexOf('_') > 0
                        && NameRules.check("", host.replace('_', '-')).isEmpty())
                .forEach(host -> usable.add(subject.fields().config(host)));
        return usable;
    }
}
