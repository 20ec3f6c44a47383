package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.FieldPath;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Names of registries and hosts. RKE2 puts them unescaped into containerd's config.toml, and makes and deletes folders of that name.
 */
public final class NameRules {
    private NameRules() {}

    /**
     * Checks the name of a mirror or of a configuration: {@code host}, {@code host:port} or {@code *}.
     *
     * @param path the field that holds the name, for the refusal
     * @param name the name
     */
    public static Optional<Refusal> check(String path, String name) {
        return problem(name)
                .map(
                        problem -> new Refusal(
                                path,
                                RefusalCode.InvalidName,
                                problem,
                                Suggestions.name(name)
                                        .map(host -> name.indexOf('/') < 0
                                                ? "write \"%s\"".formatted(host)
                                                : "write \"%s\": names have neither scheme nor path".formatted(host))
                                        .orElse(
                                                "write the registry's host, or host:port, as it stands in image names or endpoint URLs, or \"*\"")));
    }

    private static Optional<String> problem(String name) {
        if (name.equals("*")) {
            return Optional.empty();
        }
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("the name %s makes RKE2 delete folders of containerd's configuration"
                    .formatted(FieldPath.quote(name)));
        }
        if (name.equals("_default")) {
            return Optional.of("\"_default\" is RKE2's own name for \"*\", and collides with it");
        }
        OptionalInt control = Characters.firstControl(name);
        OptionalInt bad = control.isPresent() ? control : Characters.firstOf(name, "'\"\\");
        if (bad.isPresent()) {
            return Optional.of(
                    "the name contains %s, which no registry's name has: with a login it makes containerd's configuration invalid, and containerd would not start"
                            .formatted(Characters.name(bad.getAsInt())));
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of(
                    name.indexOf('/') == name.length() - 1
                            ? "the name ends with a slash: no endpoint's access is looked up under it, and it is by chance that RKE2 finds a mirror's folder"
                            : "the name contains a slash, which makes RKE2 write outside the registry's folder");
        }
        if (name.length() > Limits.NAME) {
            return Optional.of("the name has more than %d characters: RKE2 cannot make its folder and would not start"
                    .formatted(Limits.NAME));
        }
        if (name.startsWith("*.")) {
            return Optional.of(
                    "\"*\" stands for all registries by itself and for nothing within a name: no pull uses %s"
                            .formatted(FieldPath.quote(name)));
        }
        Optional<String> copied = Characters.copied(name);
        if (copied.isPresent()) {
            return copied.map(what -> what + ": no image or endpoint can have this name");
        }
        return Address.problem(name)
                .map(problem ->
                        "no image or endpoint can have the name %s: %s".formatted(FieldPath.quote(name), problem));
    }
}
