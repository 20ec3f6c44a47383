package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.Refusals;
import dev.registrymirror.registries.check.Refusals.Placed;
import dev.registrymirror.registries.containerd.HostAddress;
import dev.registrymirror.registries.containerd.HostAddress.Unusable;
import dev.registrymirror.registries.containerd.HostAddress.Usable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the operator refuses, as findings of the same words, unless somebody told already what is behind it. */
final class RefusalFindings {
    /** Bytes of a line of hosts.toml. */
    private static final int MAX_LINE = 65_535;

    private RefusalFindings() {}

    static void apply(Subject subject) {
        tooLongLines(subject);
        Set<String> usable = OperatorsOwn.usable(subject);
        usable.addAll(LineBreaks.fields(subject.registries(), subject.fields()));
        // Refusals do not explain each other, and so are looked through before one is added.
        List<Placed> untold = Refusals.placed(subject.registries()).stream()
                .filter(placed ->
                        !usable.contains(placed.field()) && !subject.report().isExplained(placed.field()))
                .toList();
        Map<String, String> fates = fates(subject);
        Map<String, Severity> milder = OperatorsOwn.milder(subject);
        for (Placed placed : untold) {
            Refusal refusal = placed.refusal();
            FindingCode code = FindingCode.valueOf(refusal.code().name());
            Severity severity =
                    milder.getOrDefault(placed.field(), code.severities().getFirst());
            if (refusal.code() == RefusalCode.TooMany || refusal.code() == RefusalCode.TooLong) {
                subject.report()
                        .add(
                                code,
                                Severity.NOTE,
                                placed.field(),
                                refusal.message() + "; RKE2 takes more",
                                refusal.remedy() + ", if the operator is to have it");
            } else {
                String fate =
                        refusal.code() == RefusalCode.InvalidEndpoint ? fates.getOrDefault(placed.field(), "") : "";
                subject.report().add(code, severity, placed.field(), refusal.message() + fate, refusal.remedy());
                if (severity == Severity.ERROR) {
                    subject.report().explain(placed.field());
                }
            }
        }
    }

    /** Endpoints that no pull can use, and what becomes of each, by their fields: what is no URL to Go RKE2 leaves out. */
    private static Map<String, String> fates(Subject subject) {
        Map<String, String> fates = new HashMap<>();
        subject.registries().mirrors().forEach((registry, mirror) -> {
            for (int i = 0; i < mirror.endpoints().size(); i++) {
                String endpoint = mirror.endpoints().get(i);
                boolean other = endpoint.indexOf('@') >= 0 || endpoint.chars().anyMatch(Character::isISOControl);
                String fate = switch (HostAddress.of(endpoint, null)) {
                    case Unusable(var _, var formerly) ->
                        formerly == null
                                ? "RKE2 leaves it out"
                                : "RKE2 leaves it out, and older releases try it at every pull";
                    case Usable _ -> "it is tried at every pull all the same";
                };
                fates.put(subject.fields().endpoint(registry, i), other ? "" : "; " + fate);
            }
        });
        return fates;
    }

    /** RKE2 reads the hosts.toml that it makes line by line; a rewrite is one, with quotes, an equals sign and blanks. */
    private static void tooLongLines(Subject subject) {
        subject.registries().mirrors().forEach((registry, mirror) -> {
            if (mirror.endpoints().isEmpty()) {
                return;
            }
            mirror.rewrites().forEach((pattern, replacement) -> {
                if (bytes(pattern) + bytes(replacement) + 11 > MAX_LINE) {
                    tooLongLine(subject, subject.fields().rewrite(registry, pattern));
                }
            });
            for (int i = 0; i < mirror.endpoints().size(); i++) {
                if (bytes(mirror.endpoints().get(i)) > MAX_LINE) {
                    tooLongLine(subject, subject.fields().endpoint(registry, i));
                }
            }
        });
    }

    private static void tooLongLine(Subject subject, String path) {
        subject.report()
                .add(
                        FindingCode.TooLong,
                        path,
                        "a line of the hosts.toml that RKE2 makes of it has more than %,d bytes: RKE2 does not start"
                                .formatted(MAX_LINE),
                        "shorten it");
        subject.report().explain(path);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
