package dev.registrymirror.agent.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.registrymirror.agent.change.Surveyor;
import dev.registrymirror.agent.change.Systemd;
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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Looks around on the host: units, settings, and the file itself. */
public final class HostSurveyor implements Surveyor {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Pattern SETTINGS = Pattern.compile("(?i).*\\.ya?ml");
    private static final String RANCHER = "50-rancher.yaml";
    private static final int MOUNT_POINT = 4;

    private final Systemd systemd;
    private final HostRoot host;
    private final Path mounts;

    /**
     * Looks at a host.
     *
     * @param host where the host's {@code /} is mounted
     */
    public HostSurveyor(Systemd systemd, Path host) {
        this(systemd, host, MOUNTS);
    }

    HostSurveyor(Systemd systemd, Path host, Path mounts) {
        this.systemd = systemd;
        this.host = new HostRoot(host);
        this.mounts = mounts;
    }

    @Override
    public Layout survey() throws IOException {
        return switch (Units.choose(systemd.units(Units.PATTERNS))) {
            case Units.Choice.NoneFit(Cause cause) -> new Layout.Unsupported(cause, null);
            case Units.Choice.Chosen(UnitName unit, UnitFacts facts) -> survey(unit, facts);
        };
    }

    /** Settings that decide where the file is, and cannot be known. The message names the file and what to do, and no content. */
    private static final class UnknownSettingsException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownSettingsException(String message) {
            super(message);
        }
    }

    private Layout survey(UnitName unit, UnitFacts facts) throws IOException {
        try {
            Path config = configFile(unit, facts);
            List<Path> dropIns = dropIns(config.resolveSibling(config.getFileName() + ".d"));
            Settings settings = plus(Settings.NONE, config);
            for (Path file : dropIns) settings = plus(settings, file);
            settings = settings.plusFlags(facts.command());
            Path file = registriesFile(unit, settings);
            boolean rancher = dropIns.stream().anyMatch(dropIn -> dropIn.endsWith(RANCHER));
            String fault = ExistingFile.fault(host.at(file));
            return Layouts.of(new LayoutFacts(unit, settings, rancher, link(file), isMountPoint(file), fault));
        } catch (UnknownSettingsException e) {
            return new Layout.Unsupported(new Cause(Reasons.UNSUPPORTED_LAYOUT, String.valueOf(e.getMessage())), unit);
        }
    }

    private static Path registriesFile(UnitName unit, Settings settings) throws UnknownSettingsException {
        try {
            return Layouts.registriesFile(unit, settings);
        } catch (InvalidPathException e) {
            throw new UnknownSettingsException("private-registry is no path (" + e.getReason() + "); put it right");
        }
    }

    /** A variable of the unit moves config.yaml, and goes before a flag that does. */
    private Path configFile(UnitName unit, UnitFacts facts) throws UnknownSettingsException {
        String usual = unit.distribution().configFolder() + "/config.yaml";
        String variable = unit.distribution().name() + "_CONFIG_FILE";
        String moved = null;
        for (String assignment : facts.environment()) {
            if (assignment.startsWith(variable + "=")) moved = assignment.substring(variable.length() + 1);
        }
        for (String file : facts.environmentFiles()) {
            String value = variable(path("an EnvironmentFile of " + unit.unit(), file), variable);
            if (value != null) moved = value;
        }
        Settings flags = Settings.NONE.plusFlags(facts.command());
        if (moved == null || moved.isEmpty()) moved = flags.one("config");
        if (moved == null) moved = flags.one("c");
        if (moved == null) return Path.of(usual);
        // An address may hold a password, so it is not repeated.
        if (!moved.startsWith("/")) {
            throw new UnknownSettingsException("the settings are at a URL or a relative path (--config or " + variable
                    + "), where the agent cannot follow; move them to " + usual + " or another absolute path");
        }
        return path("config.yaml's place (--config or " + variable + ")", moved).normalize();
    }

    /** Without a locale, a JVM can say no path that is not ASCII. */
    private static Path path(String what, String path) throws UnknownSettingsException {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new UnknownSettingsException(
                    what + " is no path that the agent can follow (" + e.getReason() + "); use one in ASCII");
        }
    }

    private @Nullable String variable(Path file, String name) throws UnknownSettingsException {
        String text = read(file);
        if (text == null) return null;
        Matcher matcher =
                Pattern.compile("(?m)^\\s*" + name + "=[\"']?([^\"'\\r\\n]*)").matcher(text);
        String value = null;
        while (matcher.find()) value = matcher.group(1).strip();
        return value;
    }

    private Settings plus(Settings settings, Path file) throws UnknownSettingsException {
        String text = read(file);
        if (text == null) return settings;
        try {
            return switch (new Yaml(new SafeConstructor(new LoaderOptions())).<@Nullable Object>load(text)) {
                case null -> settings;
                case Map<?, ?> map -> settings.plusFile(map);
                default -> throw new UnknownSettingsException(file + " is not a map of settings; put it right");
            };
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            String line = mark == null ? "" : "line " + (mark.getLine() + 1) + ": ";
            throw new UnknownSettingsException(
                    file + " cannot be read as YAML: " + line + e.getProblem() + "; put it right");
        } catch (YAMLException | IllegalArgumentException _) {
            throw new UnknownSettingsException(file + " cannot be read as YAML; put it right");
        }
    }

    /** Null only where there is no such file: settings that cannot be read may move the file just as well. */
    private @Nullable String read(Path file) throws UnknownSettingsException {
        try {
            return Files.readString(host.follow(file));
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private List<Path> dropIns(Path folder) throws UnknownSettingsException {
        try (var files = Files.list(host.follow(folder))) {
            return files.filter(file -> !Files.isDirectory(file, NOFOLLOW_LINKS))
                    .map(file -> Objects.requireNonNull(file.getFileName()))
                    .filter(name -> SETTINGS.matcher(name.toString()).matches())
                    .sorted()
                    .map(folder::resolve)
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static UnknownSettingsException unreadable(Path path, IOException cause) {
        String why = switch (cause) {
            case CharacterCodingException _ -> "it is not UTF-8";
            case AccessDeniedException _ -> "root is refused; give it to root, and its folders";
            case FileSystemException e -> String.valueOf(e.getReason());
            default -> String.valueOf(cause.getMessage());
        };
        return new UnknownSettingsException(path + " cannot be read (" + why + "); put it right");
    }

    /** The first of the file and its folders below /etc/rancher that is a symbolic link, or nothing. */
    private String link(Path file) {
        for (Path path = file; path != null && path.startsWith(Layouts.WRITABLE); path = path.getParent()) {
            if (Files.isSymbolicLink(host.at(path))) return path.toString();
        }
        return "";
    }

    private boolean isMountPoint(Path file) throws IOException {
        if (!Files.exists(mounts)) return false;
        // The kernel says the bytes as they are, whatever they mean; each is a character of this.
        try (var lines = Files.lines(mounts, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(" ", -1))
                    .anyMatch(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(file.toString()));
        }
    }
}
