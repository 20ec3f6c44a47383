package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.file.Notes;
import dev.registrymirror.registries.file.Stray;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Registries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys that RKE2 passes over in silence: what was meant, and where it belongs. */
final class StrayRules {
    private final Registries registries;
    private final Report report;

    /** Keys of one map that belong to one other place are one mistake. */
    private final Map<String, List<Stray>> misplaced = new LinkedHashMap<>();

    private StrayRules(Registries registries, Report report) {
        this.registries = registries;
        this.report = report;
    }

    static void apply(Registries registries, Notes notes, Report report) {
        if (notes.has("auths")) {
            report.add(
                    FindingCode.MisplacedSection,
                    "auths",
                    "RKE2 reads auths and uses it for nothing: these credentials are never sent",
                    "write them below configs: configs[\"HOST\"].auth");
            report.explain("auths");
        }
        StrayRules rules = new StrayRules(registries, report);
        for (Stray stray : SectionRules.apply(registries, notes.strays(), report)) {
            KnownKeys.at(stray.path()).ifPresent(level -> rules.stray(level, stray));
        }
        rules.misplaced.forEach(rules::misplaced);
    }

    private void stray(KnownKeys level, Stray stray) {
        if (isToken(level, stray)) {
            token(stray);
            return;
        }
        Optional<String> nearest = level.nearest(stray.key());
        Optional<String> home = home(level, stray);
        if (nearest.isPresent() && (home.isEmpty() || level.same(stray.key()).isPresent())) {
            meant(stray, nearest.get());
        } else if (home.isPresent()) {
            misplaced
                    .computeIfAbsent(stray.path() + "\n" + home.get(), _ -> new ArrayList<>())
                    .add(stray);
        } else {
            unknown(level, stray);
        }
    }

    private static boolean isToken(KnownKeys level, Stray stray) {
        String plain = Spelling.plain(stray.key());
        return (level == KnownKeys.AUTH || level == KnownKeys.CONFIG)
                && List.of("token", "registrytoken", "accesstoken", "bearertoken")
                        .contains(plain);
    }

    private void token(Stray stray) {
        add(
                FindingCode.UnknownKey,
                Severity.ERROR,
                stray,
                "RKE2 does not know %s, though its documentation shows it: nothing is sent to the registry"
                        .formatted(FieldPath.quote(stray.key())),
                "write username and password, with the token as the password, or identity_token if it is an OAuth refresh token");
    }

    private void meant(Stray stray, String key) {
        add(FindingCode.UnknownKey, Severity.ERROR, stray, passesOver(stray), "did you mean \"%s\"?".formatted(key));
    }

    private void unknown(KnownKeys level, Stray stray) {
        if (level == KnownKeys.FILE && KnownKeys.isForOthers(stray.key())) {
            return;
        }
        boolean fragment = level == KnownKeys.FILE && KnownKeys.isFragment(stray.children());
        add(
                FindingCode.UnknownKey,
                fragment ? Severity.NOTE : Severity.WARNING,
                stray,
                passesOver(stray),
                "remove it; %s"
                        .formatted(
                                switch (level) {
                                    case FILE -> "the file has mirrors and configs";
                                    case MIRROR -> "a mirror has endpoint and rewrite";
                                    case CONFIG -> "a config has auth and tls";
                                    case AUTH -> "auth has username, password, auth and identity_token";
                                    case TLS -> "tls has ca_file, cert_file, key_file and insecure_skip_verify";
                                }));
    }

    private static String passesOver(Stray stray) {
        return "RKE2 does not know %s and passes over it%s"
                .formatted(FieldPath.quote(stray.key()), stray.kind() == Stray.Kind.SCALAR ? "" : " and all below it");
    }

    /** Where a key belongs that is known elsewhere, in words that fit where it stands. */
    private Optional<String> home(KnownKeys level, Stray stray) {
        String entry =
                level == KnownKeys.AUTH || level == KnownKeys.TLS ? FieldPath.enclosing(stray.path()) : stray.path();
        String name = entry.isEmpty() ? "" : entry.substring(entry.indexOf('['));
        return switch (level) {
            case FILE -> fileHome(stray);
            case MIRROR ->
                same(KnownKeys.CONFIG, stray)
                        .or(() -> same(KnownKeys.AUTH, stray).map(_ -> "auth"))
                        .or(() -> same(KnownKeys.TLS, stray).map(_ -> "tls"))
                        .map(section -> "configs, under the endpoint's host[:port]: configs[%s].%s"
                                .formatted(endpointOf(entry), section));
            case CONFIG ->
                same(KnownKeys.AUTH, stray)
                        .map(_ -> "auth: %s.auth".formatted(entry))
                        .or(() -> same(KnownKeys.TLS, stray).map(_ -> "tls: %s.tls".formatted(entry)))
                        .or(() -> same(KnownKeys.MIRROR, stray).map(_ -> "mirrors: mirrors%s".formatted(name)));
            case AUTH ->
                same(KnownKeys.TLS, stray)
                        .map(_ -> "tls, beside auth: %s.tls".formatted(entry))
                        .or(() -> same(KnownKeys.CONFIG, stray).map(_ -> "the host, beside auth: %s".formatted(entry)));
            case TLS ->
                same(KnownKeys.AUTH, stray)
                        .map(_ -> "auth, beside tls: %s.auth".formatted(entry))
                        .or(() -> same(KnownKeys.CONFIG, stray).map(_ -> "the host, beside tls: %s".formatted(entry)));
        };
    }

    /** The host of the first endpoint of the mirror at a path. */
    private String endpointOf(String entry) {
        return registries.mirrors().entrySet().stream()
                .filter(mirror -> FieldPath.of("mirrors")
                        .entry(mirror.getKey())
                        .toString()
                        .equals(entry))
                .flatMap(mirror -> mirror.getValue().endpoints().stream())
                .flatMap(text -> Endpoint.of(text).stream())
                .findFirst()
                .map(endpoint -> FieldPath.quote(endpoint.address()))
                .orElse("\"HOST\"");
    }

    private static Optional<String> fileHome(Stray stray) {
        if (KnownKeys.isNodeConfig(stray.key())) {
            return Optional.of("config.yaml, beside this file");
        }
        if (same(KnownKeys.MIRROR, stray).isPresent()) {
            return Optional.of("a mirror: mirrors[\"REGISTRY\"]");
        }
        for (KnownKeys level : List.of(KnownKeys.CONFIG, KnownKeys.AUTH, KnownKeys.TLS)) {
            if (same(level, stray).isPresent()) {
                return Optional.of("the endpoint's host: configs[\"HOST\"]");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> same(KnownKeys level, Stray stray) {
        return level.same(stray.key());
    }

    private void misplaced(String where, List<Stray> strays) {
        String home = where.substring(where.indexOf('\n') + 1);
        Stray first = strays.getFirst();
        String keys = String.join(
                ", ", strays.stream().map(stray -> FieldPath.quote(stray.key())).toList());
        boolean one = strays.size() == 1;
        add(
                FindingCode.MisplacedKey,
                Severity.ERROR,
                first,
                "RKE2 does not look for %s here and passes over %s".formatted(keys, one ? "it" : "them"),
                "move %s to %s".formatted(one ? "it" : "them", home));
        strays.forEach(stray -> report.explain(field(stray)));
    }

    private void add(FindingCode code, Severity severity, Stray stray, String message, String remedy) {
        report.add(code, severity, field(stray), stray.place(), message, remedy);
        if (severity == Severity.ERROR) {
            // What is not there because its key is unknown needs no finding of its own.
            report.explain(stray.path().isEmpty() ? field(stray) : stray.path());
        }
    }

    private static String field(Stray stray) {
        return child(stray.path(), stray.key());
    }

    static String child(String path, String key) {
        // A path that is text only: FieldPath decides how a key is written.
        String written = FieldPath.of(key).toString();
        return path.isEmpty() ? written : written.startsWith("[") ? path + written : path + "." + written;
    }
}
