package dev.registrymirror.agent.systemd;

import dev.registrymirror.agent.change.Systemd;
import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * systemd over the system bus. Each call has a connection of its own: between orders none is held, so none can be lost unnoticed.
 */
public final class SystemdBus implements Systemd {
    private static final String SYSTEMD = "org.freedesktop.systemd1";
    private static final String OBJECT = "/org/freedesktop/systemd1";
    private static final String UNIT = "org.freedesktop.systemd1.Unit";
    private static final String SERVICE = "org.freedesktop.systemd1.Service";

    private final String address;

    /**
     * The bus at an address.
     *
     * @param address for example {@code unix:path=/run/dbus/system_bus_socket}
     */
    public SystemdBus(String address) {
        this.address = address;
    }

    private interface Talk<T> {
        T with(DBusConnection bus, UnitCalls calls) throws DBusException;
    }

    private <T> T talk(Talk<T> talk) throws IOException {
        try (DBusConnection bus =
                DBusConnectionBuilder.forAddress(address).withShared(false).build()) {
            return talk.with(bus, bus.getRemoteObject(SYSTEMD, OBJECT, UnitCalls.class));
        } catch (DBusException | DBusExecutionException e) {
            throw new IOException("systemd over D-Bus (" + address + "): " + e.getMessage(), e);
        }
    }

    @Override
    public List<UnitFacts> units(List<String> patterns) throws IOException {
        return talk((bus, calls) -> {
            List<UnitFacts> units = new ArrayList<>();
            for (ListedUnit unit : calls.ListUnitsByPatterns(List.of(), patterns)) {
                if (!unit.load.equals("loaded")) continue;
                Map<String, Variant<?>> facts = properties(bus, unit.path.getPath(), UNIT);
                Map<String, Variant<?>> service = properties(bus, unit.path.getPath(), SERVICE);
                String enabled = text(facts, "UnitFileState");
                units.add(new UnitFacts(
                        unit.name,
                        !unit.active.equals("inactive"),
                        enabled.startsWith("enabled"),
                        command(service.get("ExecStart")),
                        texts(service.get("Environment")),
                        environmentFiles(service.get("EnvironmentFiles"))));
            }
            return units;
        });
    }

    @Override
    public UnitState state(String unit) throws IOException {
        return talk((bus, calls) -> {
            Map<String, Variant<?>> facts = properties(bus, calls.LoadUnit(unit).getPath(), UNIT);
            return new UnitState(
                    text(facts, "ActiveState"),
                    invocation(facts.get("InvocationID")),
                    jobId(facts.get("Job")),
                    Instant.EPOCH.plus(number(facts, "InactiveExitTimestamp"), ChronoUnit.MICROS));
        });
    }

    @Override
    public void tryRestart(String unit) throws IOException {
        // "replace": a job that hangs is joined and run again, with the stop that it had not.
        ask(calls -> calls.TryRestartUnit(unit, "replace"));
    }

    @Override
    public void resetFailed(String unit) throws IOException {
        ask(calls -> calls.ResetFailedUnit(unit));
    }

    @Override
    public void restart(String unit) throws IOException {
        ask(calls -> calls.RestartUnit(unit, "replace"));
    }

    private void ask(Consumer<UnitCalls> request) throws IOException {
        talk((_, calls) -> {
            request.accept(calls);
            return calls;
        });
    }

    private static Map<String, Variant<?>> properties(DBusConnection bus, String path, String of) throws DBusException {
        return bus.getRemoteObject(SYSTEMD, path, Properties.class).GetAll(of);
    }

    private static String text(Map<String, Variant<?>> facts, String name) {
        Variant<?> variant = facts.get(name);
        return variant == null ? "" : String.valueOf(variant.getValue());
    }

    private static long number(Map<String, Variant<?>> facts, String name) {
        Variant<?> variant = facts.get(name);
        return variant != null && variant.getValue() instanceof Number number ? number.longValue() : 0;
    }

    /** {@code ay}: 16 bytes. */
    private static String invocation(@Nullable Variant<?> variant) {
        if (variant == null) return "";
        return switch (variant.getValue()) {
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case List<?> list -> {
                StringBuilder hex = new StringBuilder();
                list.forEach(item -> hex.append(HexFormat.of().toHexDigits(((Number) item).byteValue())));
                yield hex.toString();
            }
            case null, default -> "";
        };
    }

    /** {@code (uo)}: number and object of the unit's job, 0 for none. */
    private static long jobId(@Nullable Variant<?> variant) {
        if (variant == null) return 0;
        List<?> fields = fields(variant.getValue());
        return !fields.isEmpty() && fields.getFirst() instanceof UInt32 id ? id.longValue() : 0;
    }

    /** {@code a(sasbttttuii)}: the first command's arguments, the program being the first of them. */
    private static List<String> command(@Nullable Variant<?> variant) {
        if (variant == null) return List.of();
        List<?> commands = fields(variant.getValue());
        List<?> first = commands.isEmpty() ? List.of() : fields(commands.getFirst());
        return first.size() < 2
                ? List.of()
                : fields(first.get(1)).stream().map(String::valueOf).toList();
    }

    /** {@code as}. */
    private static List<String> texts(@Nullable Variant<?> variant) {
        if (variant == null) return List.of();
        return fields(variant.getValue()).stream().map(String::valueOf).toList();
    }

    /** {@code a(sb)}: path, and whether it may be missing. */
    private static List<String> environmentFiles(@Nullable Variant<?> variant) {
        if (variant == null) return List.of();
        return fields(variant.getValue()).stream()
                .map(SystemdBus::fields)
                .filter(file -> !file.isEmpty())
                .map(file -> String.valueOf(file.getFirst()))
                .toList();
    }

    /** The library gives arrays and structures of a variant in several shapes. */
    private static List<?> fields(Object value) {
        return switch (value) {
            case Object[] array -> List.of(array);
            case Collection<?> list -> List.copyOf(list);
            case Struct struct -> List.of(struct.getParameters());
            default -> List.of();
        };
    }
}
