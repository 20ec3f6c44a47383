package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Stray;
import dev.registrymirror.registries.model.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keys that other programs know at the same place: they say what is meant, and are no slips of the pen. */
final class ForeignKeys {
    /** The keys of a host in {@code spec.rkeConfig.registries.configs} of a Rancher cluster, from which Rancher makes the file. */
    private static final Set<String> RANCHER =
            Set.of("authConfigSecretName", "tlsSecretName", "caBundle", "insecureSkipVerify");

    /** Those of them that nobody else has. */
    private static final Set<String> RANCHER_ONLY = Set.of("authConfigSecretName", "tlsSecretName");

    /** Keys of hosts.toml that mean nothing else here. */
    private static final Set<String> CONTAINERD = Set.of("override_path", "capabilities", "dial_timeout", "header");

    private final Report report;
    private final List<Stray> rest = new ArrayList<>();

    private ForeignKeys(Report report) {
        this.report = report;
    }

    /** Applies the rules and gives back the strays that are none of theirs. */
    static List<Stray> apply(List<Stray> strays, Report report) {
        ForeignKeys keys = new ForeignKeys(report);
        if (strays.stream()
                .anyMatch(stray -> stray.path().isEmpty() && stray.key().equals("sops"))) {
            keys.encrypted(strays);
            return List.of();
        }
        List<Stray> copied = strays.stream().filter(ForeignKeys::isCopied).toList();
        if (!copied.isEmpty()) {
            keys.copied(copied.getFirst());
            return List.of();
        }
        Map<String, List<Stray>> maps = new LinkedHashMap<>();
        strays.forEach(stray ->
                maps.computeIfAbsent(stray.path(), _ -> new ArrayList<>()).add(stray));
        maps.values().forEach(keys::map);
        return List.copyOf(keys.rest);
    }

    private void encrypted(List<Stray> strays) {
        strays.stream()
                .filter(stray -> stray.key().equals("sops"))
                .findFirst()
                .ifPresent(stray -> report.add(
                        FindingCode.Placeholder,
                        Severity.ERROR,
                        stray.key(),
                        stray.place(),
                        "the file is encrypted by SOPS, and RKE2 decrypts nothing: it takes every value as it stands",
                        "decrypt it where it is copied to the node"));
        report.explain("");
    }

    /** Whether a key has a space that YAML takes for a letter, as it comes from web pages. */
    private static boolean isCopied(Stray stray) {
        return stray.key().chars().anyMatch(c -> c > '~' && Character.isSpaceChar(c));
    }

    private void copied(Stray stray) {
        report.add(
                FindingCode.UnknownKey,
                Severity.ERROR,
                stray.path(),
                stray.place(),
                "a no-break space, which looks like a blank, is a letter to YAML: RKE2 does not know this key, and passes over it and all below it",
                "replace the no-break spaces of the file, as they come from web pages, by plain ones");
        report.explain(stray.path());
    }

    private void map(List<Stray> strays) {
        KnownKeys level = KnownKeys.at(strays.getFirst().path()).orElse(null);
        boolean rancher =
                level == KnownKeys.CONFIG && strays.stream().map(Stray::key).anyMatch(RANCHER_ONLY::contains);
        List<Stray> ofRancher = new ArrayList<>();
        for (Stray stray : strays) {
            if (rancher && RANCHER.contains(stray.key())) {
                ofRancher.add(stray);
            } else if (level == KnownKeys.MIRROR && CONTAINERD.contains(stray.key())) {
                containerd(stray);
            } else {
                rest.add(stray);
            }
        }
        if (!ofRancher.isEmpty()) {
            rancher(ofRancher);
        }
    }

    private void rancher(List<Stray> strays) {
        Stray first = strays.getFirst();
        report.add(
                FindingCode.UnknownKey,
                Severity.ERROR,
                StrayRules.field(first),
                first.place(),
                "RKE2 does not know %s and passes over %s: Rancher does, in the registries of a cluster, and makes this file of them"
                        .formatted(
                                String.join(
                                        ", ",
                                        strays.stream()
                                                .map(stray -> FieldPath.quote(stray.key()))
                                                .toList()),
                                strays.size() == 1 ? "it" : "them"),
                "write auth: with username and password, and tls: with insecure_skip_verify or ca_file, the path of a file on the node");
        report.explain(first.path());
    }

    private void containerd(Stray stray) {
        report.add(
                FindingCode.UnknownKey,
                Severity.WARNING,
                StrayRules.field(stray),
                stray.place(),
                "RKE2 does not know %s, which is a key of containerd's hosts.toml, and passes over it"
                        .formatted(FieldPath.quote(stray.key())),
                stray.key().equals("override_path")
                        ? "remove it: RKE2 writes it by itself for an endpoint with a path"
                        : "remove it: RKE2 writes hosts.toml anew at every start, without it");
    }
}
