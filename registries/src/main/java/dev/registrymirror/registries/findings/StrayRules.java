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
    private final KeyHomes homes;
    private final Losses losses;

    /** Keys of one map that belong to one other place are one mistake. */
    private final Map<String, List<Stray>> misplaced = new LinkedHashMap<>();

    private StrayRules(Registries registries, Report report) {
        this.registries = registries;
        this.report = report;
        this.homes = new KeyHomes(registries);
        this.losses = new Losses(registries);
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
        List<Stray> strays = SectionRules.apply(
                registries,
                notes,
                ForeignKeys.apply(
                        notes.strays().stream().filter(stray -> !stray.used()).toList(), report),
                report);
        if (strays.isEmpty()) {
            return;
        }
        StrayRules rules = new StrayRules(registries, report);
        for (Stray stray : strays) {
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
        Optional<String> home = homes.of(level, stray);
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
                "RKE2 does not know %s, though its documentation shows it: the token is never sent to the registry"
                        .formatted(FieldPath.quote(stray.key())),
                "write username and password, with the token as the password, or identity_token if it is an OAuth refresh token");
    }

    private void meant(Stray stray, String key) {
        if (stray.path().isEmpty() && registries.mirrors().isEmpty() && key.equals(KnownKeys.MIRRORS)) {
            // What else is wrong follows from the mirrors that are not there.
            report.explain(KnownKeys.MIRRORS);
        }
        add(FindingCode.UnknownKey, Severity.ERROR, stray, passesOver(stray), "did you mean \"%s\"?".formatted(key));
    }

    private void unknown(KnownKeys level, Stray stray) {
        if (level == KnownKeys.FILE && KnownKeys.isForOthers(stray.key())) {
            return;
        }
        Optional<String> loss = losses.at(level, stray.path());
        add(
                FindingCode.UnknownKey,
                loss.isPresent() ? Severity.ERROR : Severity.WARNING,
                stray,
                passesOver(stray) + loss.map(what -> ": " + what).orElse(""),
                (loss.isPresent() ? "write what RKE2 knows: " : "remove it; ") + level.belong());
    }

    private static String passesOver(Stray stray) {
        return "RKE2 does not know %s and passes over it%s"
                .formatted(quoted(stray), stray.kind() == Stray.Kind.SCALAR ? "" : " and all below it");
    }

    private static String quoted(Stray stray) {
        boolean credential =
                KnownKeys.at(stray.path()).filter(KnownKeys.AUTH::equals).isPresent();
        return credential ? FieldPath.quoteCredential(stray.key()) : FieldPath.quote(stray.key());
    }

    private void misplaced(String where, List<Stray> strays) {
        String home = where.substring(where.indexOf('\n') + 1);
        Stray first = strays.getFirst();
        String keys = String.join(", ", strays.stream().map(StrayRules::quoted).toList());
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

    static String field(Stray stray) {
        return child(stray.path(), stray.key());
    }

    static String child(String path, String key) {
        // A path that is text only: FieldPath decides how a key is written.
        String written = FieldPath.of(key).id();
        return path.isEmpty() ? written : written.startsWith("[") ? path + written : path + "." + written;
    }
}
