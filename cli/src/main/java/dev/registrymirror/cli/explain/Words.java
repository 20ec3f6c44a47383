package dev.registrymirror.cli.explain;

import dev.registrymirror.registries.model.PathText;
import dev.registrymirror.registries.model.UserInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What texts and documents have in common. */
final class Words {
    private Words() {}

    /** A constant as documents have it: {@code https-then-http}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Puts what there is. */
    static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** Puts a path, if there is one. */
    static void putPath(Map<String, Object> map, String key, @Nullable String path) {
        put(map, key, path == null ? null : PathText.shown(path));
    }

    /** The URL of a manifest. An endpoint that is no URL can bring a password into its path. */
    static String manifest(String url) {
        int query = url.indexOf('?');
        return query < 0 ? UserInfo.masked(url) : UserInfo.masked(url.substring(0, query)) + url.substring(query);
    }

    /** Parts of a phrase, of those that are there. */
    static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts).filter(part -> part != null && !part.isEmpty()).collect(Collectors.joining(separator));
    }

    /** {@code a, b and c}. */
    static String enumerated(List<String> items) {
        int last = items.size() - 1;
        return last <= 0
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
