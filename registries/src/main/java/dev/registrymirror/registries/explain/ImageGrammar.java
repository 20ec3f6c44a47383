package dev.registrymirror.registries.explain;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.registrymirror.registries.explain.ImageName.Problem;
import dev.registrymirror.registries.explain.ImageName.Result;
import dev.registrymirror.registries.explain.ImageName.Result.Invalid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of image names of github.com/distribution/reference, with its order of tries, so that of several readings the same one is
 * taken.
 */
final class ImageGrammar {
    private static final int MAX_PATH = 255;
    private static final String DEFAULT_REGISTRY = "docker.io";
    private static final String LEGACY_REGISTRY = "index.docker.io";
    private static final String OFFICIAL = "library/";

    private static final String WORD = "[a-z0-9]+";
    private static final String COMPONENT = WORD + "(?:(?:[._]|__|[-]+)" + WORD + ")*";
    private static final String PATH = COMPONENT + "(?:/" + COMPONENT + ")*";
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String DOMAIN = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?";
    private static final String TAG = "[\\w][\\w.-]{0,127}";
    private static final String DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[[:xdigit:]]{32,}";

    private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
    /** A first part that is no domain can still begin a path; containerd takes it for the registry all the same. */
    private static final Pattern REFERENCE =
            Pattern.compile("((?:" + DOMAIN + "/)?" + PATH + ")(?::(" + TAG + "))?(?:@(" + DIGEST + "))?");

    private static final Pattern REPOSITORY = Pattern.compile(PATH);
    private static final Pattern REGISTRY = Pattern.compile(DOMAIN);
    private static final Pattern TAG_ALONE = Pattern.compile(TAG);

    /** The algorithms that containerd knows, with the number of hexadecimal digits. */
    private static final Map<String, Integer> ALGORITHMS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    private ImageGrammar() {}

    static Result parse(String name) {
        if (name.isEmpty()) {
            return new Invalid(Problem.EMPTY, "the name is empty", "name an image, for example busybox");
        }
        if (IDENTIFIER.matches(name)) {
            return new Invalid(
                    Problem.IDENTIFIER,
                    "64 hexadecimal digits are an image's identifier, which no registry can be asked for",
                    "write the repository in front of it: REPOSITORY@sha256:" + name);
        }
        int slash = name.indexOf('/');
        boolean hasRegistry = slash >= 0 && isRegistry(name.substring(0, slash));
        String registry = hasRegistry ? name.substring(0, slash) : DEFAULT_REGISTRY;
        String rest = hasRegistry ? name.substring(slash + 1) : name;
        if (registry.equals(LEGACY_REGISTRY)) {
            registry = DEFAULT_REGISTRY;
        }
        if (registry.equals(DEFAULT_REGISTRY) && rest.indexOf('/') < 0) {
            rest = OFFICIAL + rest;
        }
        int colon = rest.indexOf(':');
        String repository = colon < 0 ? rest : rest.substring(0, colon);
        if (hasUpperCase(repository)) {
            return new Invalid(
                    Problem.UPPER_CASE,
                    "the repository \"" + repository + "\" has capital letters",
                    "write it in lower case: only tags may have capital letters");
        }
        Matcher matcher = REFERENCE.matcher(registry + "/" + rest);
        return matcher.matches()
                ? named(registry, matcher.group(1), matcher.group(2), matcher.group(3))
                : malformed(name, registry, rest);
    }

    private static Result named(String registry, String name, @Nullable String tag, @Nullable String digest) {
        String repository = name.substring(registry.length() + 1);
        int length = REGISTRY.matches(registry) ? repository.length() : name.length();
        if (length > MAX_PATH) {
            return new Invalid(
                    Problem.TOO_LONG,
                    "the repository has more than %d characters".formatted(MAX_PATH),
                    "use a shorter path");
        }
        if (digest == null) {
            return new Result.Named(new ImageName(registry, repository, tag == null ? "latest" : tag, null));
        }
        String problem = digestProblem(digest);
        return problem.isEmpty()
                ? new Result.Named(new ImageName(registry, repository, null, digest))
                : new Invalid(Problem.DIGEST, problem, "write @sha256: and 64 of the digits 0-9 and a-f");
    }

    /** Whether the part before the first slash is a registry and not the first part of a path. */
    private static boolean isRegistry(String first) {
        return first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || hasUpperCase(first);
    }

    private static boolean hasUpperCase(String text) {
        return text.codePoints().anyMatch(c -> Character.toLowerCase(c) != c);
    }

    private static String digestProblem(String digest) {
        int colon = digest.indexOf(':');
        String algorithm = digest.substring(0, colon);
        String digits = digest.substring(colon + 1);
        Integer length = ALGORITHMS.get(algorithm);
        if (length == null) {
            return "the digest's algorithm \"" + algorithm + "\" is none that containerd knows";
        }
        if (digits.length() != length) {
            return "a digest of %s has %d digits, this one has %d".formatted(algorithm, length, digits.length());
        }
        return hasUpperCase(digits) ? "the digest has capital letters" : "";
    }

    /** Says which part is wrong; that one is, is known. */
    private static Invalid malformed(String name, String registry, String rest) {
        int scheme = name.indexOf("://");
        if (scheme >= 0) {
            return format("an image's name has no scheme", "leave out \"" + name.substring(0, scheme + 3) + "\"");
        }
        if (!REGISTRY.matches(registry)) {
            return format(
                    "\"" + registry + "\" is no registry",
                    "write a host's name or address, with the port behind it if there is one");
        }
        int at = rest.indexOf('@');
        String tagged = at < 0 ? rest : rest.substring(0, at);
        int colon = tagged.indexOf(':');
        String repository = colon < 0 ? tagged : tagged.substring(0, colon);
        if (!REPOSITORY.matches(repository)) {
            return format(
                    "\"" + repository + "\" is no repository",
                    "write parts of a-z and 0-9, joined by one dot, one or two underscores, or dashes,"
                            + " with a slash between the parts");
        }
        if (colon >= 0 && !TAG_ALONE.matches(tagged.substring(colon + 1))) {
            return format(
                    "\"" + tagged.substring(colon + 1) + "\" is no tag",
                    "write at most 128 letters, digits, underscores, dots and dashes, with no dot or dash at the beginning");
        }
        return format(
                "\"" + rest.substring(at + 1) + "\" is no digest", "write @sha256: and 64 of the digits 0-9 and a-f");
    }

    private static Invalid format(String reason, String remedy) {
        return new Invalid(Problem.FORMAT, reason, remedy);
    }
}
