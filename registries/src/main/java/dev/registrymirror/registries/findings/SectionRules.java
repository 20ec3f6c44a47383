package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.Stray;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whole sections that do not stand where RKE2 looks for them, and whole files of other programs. */
final class SectionRules {
    /** Names that are no host's, but a section's or a field's that slipped to the place of a name. */
    private static final Map<String, Set<String>> SLIPPED = Map.of(
            "mirrors", Set.of("mirrors", "configs", "config", "auths", "endpoint", "rewrite", "auth", "tls"),
            "configs", Set.of("mirrors", "configs", "mirror", "auths", "endpoint", "rewrite", "auth", "tls"));

    private final Registries registries;
    private final Report report;
    private final List<Stray> rest = new ArrayList<>();

    private SectionRules(Registries registries, Report report) {
        this.registries = registries;
        this.report = report;
    }

    /** Applies the rules and gives back the strays that are none of theirs. */
    static List<Stray> apply(Registries registries, Notes notes, List<Stray> strays, Report report) {
        SectionRules rules = new SectionRules(registries, report);
        List<Stray> top = new ArrayList<>();
        Map<String, List<Stray>> below = new HashMap<>();
        for (Stray stray : strays) {
            (stray.path().isEmpty() ? top : below.computeIfAbsent(stray.path(), _ -> new ArrayList<>())).add(stray);
        }
        if (registries.equals(Registries.EMPTY) && new OtherFormats(report).isOther(top, rules::isKnown, notes)) {
            return List.of();
        }
        rules.slipped("mirrors", registries.mirrors().keySet(), below);
        rules.slipped("configs", registries.configs().keySet(), below);
        rules.sections(top);
        for (Stray stray : strays) {
            if (!stray.path().isEmpty() && below.containsKey(stray.path())) {
                rules.rest.add(stray);
            }
        }
        return List.copyOf(rules.rest);
    }

    /** Whether a key of the file is RKE2's, but for its spelling or its place. */
    private boolean isKnown(Stray stray) {
        return KnownKeys.FILE.nearest(stray.key()).isPresent()
                || isWrapper(stray)
                || isHost(stray)
                || KeyHomes.ofFile(stray).isPresent();
    }

    /** A section or a field at the place where hosts' names stand. */
    private void slipped(String section, Set<String> names, Map<String, List<Stray>> below) {
        for (String name : names) {
            String path = FieldPath.of(section).entry(name).id();
            if (!SLIPPED.getOrDefault(section, Set.of()).contains(name)) {
                between(name, path, below);
                continue;
            }
            below.remove(path);
            boolean whole = name.endsWith("s") && !name.equals("tls");
            report.add(
                    FindingCode.MisplacedSection,
                    path,
                    "RKE2 takes %s for the name of a %s, and passes over what stands below it"
                            .formatted(name, section.equals("mirrors") ? "registry" : "host"),
                    whole
                            ? "move %s to the margin of the file, beside %s".formatted(name, section)
                            : "put it below the name that it is for: %s"
                                    .formatted(
                                            Set.of("endpoint", "rewrite").contains(name)
                                                    ? "mirrors[\"REGISTRY\"]." + name
                                                    : "configs[\"HOST\"]." + name));
            report.explain(path);
        }
    }

    /** A word between a section and the names below it. */
    private void between(String name, String path, Map<String, List<Stray>> below) {
        boolean names = below.getOrDefault(path, List.of()).stream()
                .anyMatch(stray -> stray.kind() == Stray.Kind.MAP
                        && HostName.canBeInImage(stray.key())
                        && !stray.children().isEmpty());
        if (HostName.canBeInImage(name) || !names) {
            return;
        }
        below.remove(path);
        report.add(
                FindingCode.MisplacedSection,
                path,
                "RKE2 takes %s for a name, and passes over what stands below it".formatted(FieldPath.quote(name)),
                "remove the line with %s, and move what stands below it one step to the left"
                        .formatted(FieldPath.quote(name)));
        report.explain(path);
    }

    private void sections(List<Stray> top) {
        List<Stray> hosts = new ArrayList<>();
        for (Stray stray : top) {
            boolean near = KnownKeys.FILE.nearest(stray.key()).isPresent();
            if (!near && isWrapper(stray)) {
                wrapper(stray);
            } else if (!near && isHost(stray)) {
                hosts.add(stray);
            } else {
                rest.add(stray);
            }
        }
        if (!hosts.isEmpty()) {
            hosts(hosts);
        }
    }

    private static boolean isWrapper(Stray stray) {
        return stray.children().contains("mirrors")
                || stray.children().contains("configs")
                || Set.of("registries", "registry", "registriesyaml").contains(Spelling.plain(stray.key()));
    }

    private boolean isHost(Stray stray) {
        boolean fields = stray.children().stream()
                .anyMatch(child -> KnownKeys.MIRROR.nearest(child).isPresent()
                        || KnownKeys.CONFIG.nearest(child).isPresent());
        boolean name = stray.key().equals("*")
                || stray.key().indexOf('.') > 0
                || stray.key().indexOf(':') > 0
                || stray.key().equals("localhost");
        // A map of fields beside real sections may be there to be referred to by an anchor.
        boolean alone = fields && registries.equals(Registries.EMPTY);
        return stray.kind() != Stray.Kind.LIST && (alone || name) && !KnownKeys.isForOthers(stray.key());
    }

    private void wrapper(Stray stray) {
        String key = FieldPath.quote(stray.key());
        boolean sections =
                stray.children().contains("mirrors") || stray.children().contains("configs");
        if (registries.mirrors().isEmpty() && stray.children().contains(KnownKeys.MIRRORS)) {
            report.explain(KnownKeys.MIRRORS);
        }
        add(
                stray,
                "RKE2 does not know %s and passes over the whole of it".formatted(key),
                sections
                        ? "remove the line with %s and move %s to the margin of the file"
                                .formatted(
                                        key,
                                        stray.children().contains("mirrors")
                                                        && stray.children().contains("configs")
                                                ? "mirrors and configs"
                                                : stray.children().contains("mirrors") ? "mirrors" : "configs")
                        : stray.kind() == Stray.Kind.SCALAR
                                ? "remove the line with %s, and move the text below it to the margin of the file"
                                        .formatted(key)
                                : "write mirrors: for where images are pulled from, and configs: for credentials and TLS");
    }

    private void hosts(List<Stray> hosts) {
        Stray first = hosts.getFirst();
        List<Stray> access = hosts.stream().filter(SectionRules::isAccess).toList();
        List<Stray> mirrors = hosts.stream().filter(host -> !isAccess(host)).toList();
        String names = names(hosts);
        String home = !access.isEmpty() && !mirrors.isEmpty()
                ? "%s below mirrors:, and %s below configs:".formatted(names(mirrors), names(access))
                : "%s below %s:".formatted(hosts.size() == 1 ? "it" : "them", access.isEmpty() ? "mirrors" : "configs");
        add(
                first,
                "%s %s at the margin of the file, where RKE2 knows nothing but mirrors and configs, and passes over %s"
                        .formatted(names, hosts.size() == 1 ? "stands" : "stand", hosts.size() == 1 ? "it" : "them"),
                "indent " + home);
        hosts.forEach(host -> report.explain(FieldPath.of(host.key()).id()));
    }

    private static boolean isAccess(Stray host) {
        return host.children().stream()
                .anyMatch(child -> KnownKeys.CONFIG.nearest(child).isPresent());
    }

    private static String names(List<Stray> hosts) {
        String first = String.join(
                ", ",
                hosts.stream().limit(3).map(host -> FieldPath.quote(host.key())).toList());
        return hosts.size() > 3 ? "%s and %d more".formatted(first, hosts.size() - 3) : first;
    }

    private void add(Stray stray, String message, String remedy) {
        String path = FieldPath.of(stray.key()).id();
        report.add(FindingCode.MisplacedSection, Severity.ERROR, path, stray.place(), message, remedy);
        report.explain(path);
    }
}
