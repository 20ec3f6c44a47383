package dev.registrymirror.agent.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of RKE2 or K3s, merged as these programs do it: config.yaml, then the files of config.yaml.d, then the flags of the
 * command; a later value takes the place of an earlier one, and is added to it where the key ends in {@code +}.
 */
public final class Settings {
    /** No settings at all. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, List<String>> values;

    private Settings(Map<String, List<String>> values) {
        this.values = values;
    }

    /** These settings with those of one more file, given as keys to a scalar or a list of scalars. */
    public Settings plusFile(Map<?, ?> file) {
        Map<String, List<String>> merged = new LinkedHashMap<>(values);
        file.forEach((key, value) -> {
            String name = String.valueOf(key);
            boolean append = name.endsWith("+");
            String bare = append ? name.substring(0, name.length() - 1) : name;
            List<String> next = new ArrayList<>(append ? merged.getOrDefault(bare, List.of()) : List.of());
            if (value instanceof List<?> list) {
                list.forEach(item -> next.add(String.valueOf(item)));
            } else if (value != null) {
                next.add(String.valueOf(value));
            }
            merged.put(bare, List.copyOf(next));
        });
        return new Settings(merged);
    }

    /** These settings with a command's flags: {@code --key value}, {@code --key=value} or {@code --key}. */
    public Settings plusFlags(List<String> command) {
        Map<String, List<String>> merged = new LinkedHashMap<>(values);
        for (int i = 0; i < command.size(); i++) {
            String argument = command.get(i);
            if (!argument.startsWith("-")) continue;
            String flag = argument.replaceFirst("^--?", "");
            int equals = flag.indexOf('=');
            boolean valueFollows =
                    equals < 0 && i + 1 < command.size() && !command.get(i + 1).startsWith("-");
            String value = equals >= 0 ? flag.substring(equals + 1) : valueFollows ? command.get(i + 1) : "true";
            List<String> next = new ArrayList<>(merged.getOrDefault(name(flag, equals), List.of()));
            next.add(value);
            merged.put(name(flag, equals), List.copyOf(next));
        }
        return new Settings(merged);
    }

    private static String name(String flag, int equals) {
        return equals < 0 ? flag : flag.substring(0, equals);
    }

    /** The value that counts for a setting that has one, or null. */
    public @Nullable String one(String key) {
        List<String> all = values.getOrDefault(key, List.of());
        return all.isEmpty() || all.getLast().isEmpty() ? null : all.getLast();
    }

    /** Whether a switch is on. */
    public boolean on(String key) {
        return "true".equals(one(key));
    }

    /** What a program that RKE2 starts gets for one of its flags, from {@code kubelet-arg} and the like, or null. */
    public @Nullable String argument(String list, String flag) {
        String found = null;
        for (String argument : values.getOrDefault(list, List.of())) {
            String bare = argument.replaceFirst("^--", "");
            if (bare.startsWith(flag + "=")) found = bare.substring(flag.length() + 1);
        }
        return found;
    }
}
