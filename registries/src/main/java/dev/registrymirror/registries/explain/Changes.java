package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.explain.Change.Kind;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.PathText;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Tls;
import dev.registrymirror.registries.model.UserInfo;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists what differs between two files: whole entries that come and go, and the fields of those that stay. */
final class Changes {
    private final List<Change> found = new ArrayList<>();

    private Changes() {}

    static List<Change> of(Registries old, Registries now) {
        Changes changes = new Changes();
        changes.entries("mirrors", old.mirrors(), now.mirrors(), changes::mirror);
        changes.entries("configs", old.configs(), now.configs(), changes::config);
        return List.copyOf(changes.found);
    }

    /** Both values of something. */
    private record Pair<T>(T before, T after) {}

    private <V> void entries(
            String section, Map<String, V> old, Map<String, V> now, BiConsumer<FieldPath, Pair<V>> fields) {
        for (String name : names(old, now)) {
            FieldPath path = FieldPath.of(section).entry(name);
            V before = old.get(name);
            V after = now.get(name);
            if (before != null && after != null) {
                fields.accept(path, new Pair<>(before, after));
            } else {
                found.add(new Change(path.toString(), before == null ? Kind.ADDED : Kind.REMOVED, null, null));
            }
        }
    }

    private static SortedSet<String> names(Map<String, ?> old, Map<String, ?> now) {
        SortedSet<String> names = new TreeSet<>(Utf8Order.COMPARATOR);
        names.addAll(old.keySet());
        names.addAll(now.keySet());
        return names;
    }

    private void mirror(FieldPath path, Pair<Mirror> mirrors) {
        Mirror before = mirrors.before();
        Mirror after = mirrors.after();
        endpoints(path.field("endpoint"), listed(before.endpoints()), listed(after.endpoints()));
        for (String pattern : names(before.rewrites(), after.rewrites())) {
            value(
                    path.field("rewrite").entry(pattern),
                    before.rewrites().get(pattern),
                    after.rewrites().get(pattern));
        }
    }

    /** An empty list is as good as none. */
    private static @Nullable List<String> listed(List<String> endpoints) {
        return endpoints.isEmpty() ? null : endpoints;
    }

    private static @Nullable String text(@Nullable List<String> endpoints) {
        return endpoints == null
                ? null
                : endpoints.stream().map(UserInfo::masked).collect(Collectors.joining(", "));
    }

    /** Compared before a password is masked: another password is another endpoint. */
    private void endpoints(FieldPath path, @Nullable List<String> before, @Nullable List<String> after) {
        if (!Objects.equals(before, after)) {
            found.add(new Change(path.toString(), kind(before, after), text(before), text(after)));
        }
    }

    private void config(FieldPath path, Pair<HostConfig> configs) {
        section(path.field("auth"), configs.before().auth(), configs.after().auth(), this::auth);
        section(path.field("tls"), configs.before().tls(), configs.after().tls(), this::tls);
    }

    private <V> void section(
            FieldPath path, @Nullable V before, @Nullable V after, BiConsumer<FieldPath, Pair<V>> fields) {
        if (before != null && after != null) {
            fields.accept(path, new Pair<>(before, after));
        } else if (before != null || after != null) {
            found.add(new Change(path.toString(), before == null ? Kind.ADDED : Kind.REMOVED, null, null));
        }
    }

    private void auth(FieldPath path, Pair<Auth> auths) {
        value(path.field("username"), auths.before().username(), auths.after().username());
        secret(path.field("password"), auths.before().password(), auths.after().password());
        secret(path.field("auth"), auths.before().auth(), auths.after().auth());
        secret(
                path.field("identity_token"),
                auths.before().identityToken(),
                auths.after().identityToken());
    }

    private void tls(FieldPath path, Pair<Tls> settings) {
        file(path.field("ca_file"), settings.before().caFile(), settings.after().caFile());
        file(
                path.field("cert_file"),
                settings.before().certFile(),
                settings.after().certFile());
        file(
                path.field("key_file"),
                settings.before().keyFile(),
                settings.after().keyFile());
        value(
                path.field("insecure_skip_verify"),
                Boolean.toString(settings.before().insecureSkipVerify()),
                Boolean.toString(settings.after().insecureSkipVerify()));
    }

    private void secret(FieldPath path, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            found.add(new Change(path.toString(), kind(before, after), null, null));
        }
    }

    private void value(FieldPath path, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            found.add(new Change(path.toString(), kind(before, after), before, after));
        }
    }

    /** Compared before a key is masked that stands where its file's path is wanted. */
    private void file(FieldPath path, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            found.add(new Change(path.toString(), kind(before, after), shown(before), shown(after)));
        }
    }

    private static @Nullable String shown(@Nullable String file) {
        return file == null ? null : PathText.shown(file);
    }

    private static Kind kind(@Nullable Object before, @Nullable Object after) {
        return before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
    }
}
