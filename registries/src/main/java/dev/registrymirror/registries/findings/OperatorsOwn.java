package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.AccessRules;
import dev.registrymirror.registries.check.NameRules;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Tls;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operator refuses by rules of its own, and a node can use or at least stand, by fields. */
final class OperatorsOwn {
    private OperatorsOwn() {}

    /**
     * What is not wrong on a node, but worth a word: paths with letters beyond ASCII, which RKE2 and containerd take, and a mirror's name
     * with a slash at its end, of which RKE2 makes the right folder.
     */
    static Map<String, Severity> milder(Subject subject) {
        Map<String, Severity> milder = new HashMap<>();
        subject.registries().configs().forEach((host, config) -> {
            Tls tls = config.tls();
            if (tls != null) {
                Map<String, Optional<String>> files = Map.of(
                        "ca_file", Optional.ofNullable(tls.caFile()),
                        "cert_file", Optional.ofNullable(tls.certFile()),
                        "key_file", Optional.ofNullable(tls.keyFile()));
                files.forEach((key, file) -> file.filter(AccessRules::isBeyondAsciiAlone)
                        .ifPresent(_ -> milder.put(subject.fields().tls(host, key), Severity.NOTE)));
            }
        });
        subject.registries().mirrors().keySet().stream()
                .filter(name -> name.endsWith("/")
                        && NameRules.check("", name.substring(0, name.length() - 1))
                                .isEmpty())
                .forEach(name -> milder.put(subject.fields().mirror(name), Severity.WARNING));
        return milder;
    }

    /** A whole path as a node with Windows has it. */
    private static Optional<String> windows(@Nullable String file) {
        return Optional.ofNullable(file).filter(path -> path.matches("[A-Za-z]:[\\\\/][ -~]+"));
    }

    /**
     * What the operator refuses and a node can use: paths of Windows, where the operator's agent does not run; hosts with underscores,
     * which no image can have, and which work as endpoints; and an {@code auth} that nobody decodes, since another credential is used.
     */
    static Set<String> usable(Subject subject) {
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
