package dev.registrymirror.agent.host;

import dev.registrymirror.agent.change.ServiceManager;
import dev.registrymirror.agent.change.Surveyor;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.Layout.UnitName;
import dev.registrymirror.agent.layout.LayoutFacts;
import dev.registrymirror.agent.layout.Layouts;
import dev.registrymirror.agent.layout.Settings;
import dev.registrymirror.agent.layout.UnitFacts;
import dev.registrymirror.agent.layout.Units;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Looks around on the host: units, settings, and the file itself. */
public final class HostSurveyor implements Surveyor {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final String RANCHER = "50-rancher.yaml";
    private static final int MOUNT_POINT = 4;

    private final ServiceManager services;
    private final Path host;

    /**
     * Looks at a host.
     *
     * @param host where the host's {@code /} is mounted
     */
    public HostSurveyor(ServiceManager services, Path host) {
        this.services = services;
        this.host = host;
    }

    @Override
    public Layout survey() throws IOException {
        return switch (Units.choose(services.units(Units.PATTERNS))) {
            case Units.Choice.NoneFit(Cause cause) -> new Layout.Unsupported(cause, null);
            case Units.Choice.Chosen(UnitName unit, UnitFacts facts) -> survey(unit, facts);
        };
    }

    private Layout survey(UnitName unit, UnitFacts facts) throws IOException {
        Path config = configFile(unit, facts);
        Path dropIns = config.resolveSibling(config.getFileName() + ".d");
        try {
            Settings settings = plus(Settings.NONE, config);
            for (Path file : dropIns(dropIns)) settings = plus(settings, file);
            settings = settings.plusFlags(facts.command());
            Path file = Layouts.registriesFile(unit, settings);
            return Layouts.of(new LayoutFacts(
                    unit, settings, Files.exists(onHost(dropIns).resolve(RANCHER)), link(file), isMountPoint(file)));
        } catch (YAMLException e) {
            String where = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return new Layout.Unsupported(
                    new Cause(
                            Reasons.UNSUPPORTED_LAYOUT,
                            "the settings in " + config + " or " + dropIns + " cannot be read as YAML: " + where),
                    unit);
        }
    }

    /** A flag or a variable of the unit moves config.yaml. */
    private Path configFile(UnitName unit, UnitFacts facts) throws IOException {
        Settings flags = Settings.NONE.plusFlags(facts.command());
        String moved = flags.one("config");
        if (moved == null) moved = flags.one("c");
        if (moved == null) {
            String variable = unit.distribution().name() + "_CONFIG_FILE";
            for (String file : facts.environmentFiles()) {
                String value = variable(file, variable);
                if (value != null) moved = value;
            }
        }
        return Path.of(moved != null ? moved : unit.distribution().configFolder() + "/config.yaml")
                .normalize();
    }

    private @Nullable String variable(String file, String name) throws IOException {
        Path path = onHost(Path.of(file));
        if (!Files.isRegularFile(path)) return null;
        Matcher matcher =
                Pattern.compile("(?m)^\\s*" + name + "=[\"']?([^\"'\\r\\n]*)").matcher(Files.readString(path));
        String value = null;
        while (matcher.find()) value = matcher.group(1).strip();
        return value == null || value.isEmpty() ? null : value;
    }

    private Settings plus(Settings settings, Path file) throws IOException {
        Path path = onHost(file);
        if (!Files.isRegularFile(path)) return settings;
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(path));
        return switch (yaml) {
            case null -> settings;
            case Map<?, ?> map -> settings.plusFile(map);
            default -> throw new YAMLException(file + " is not a map of settings");
        };
    }

    private List<Path> dropIns(Path folder) throws IOException {
        if (!Files.isDirectory(onHost(folder))) return List.of();
        try (var files = Files.list(onHost(folder))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .map(folder::resolve)
                    .toList();
        }
    }

    /** The first of the file and its folders below /etc/rancher that is a symbolic link, or nothing. */
    private String link(Path file) {
        for (Path path = file; path != null && path.startsWith(Layouts.WRITABLE); path = path.getParent()) {
            if (Files.isSymbolicLink(onHost(path))) return path.toString();
        }
        return "";
    }

    private static boolean isMountPoint(Path file) throws IOException {
        if (!Files.exists(MOUNTS)) return false;
        try (var lines = Files.lines(MOUNTS)) {
            return lines.map(line -> line.split(" ", -1))
                    .anyMatch(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(file.toString()));
        }
    }

    private Path onHost(Path path) {
        return host.resolve(Path.of("/").relativize(path));
    }
}
