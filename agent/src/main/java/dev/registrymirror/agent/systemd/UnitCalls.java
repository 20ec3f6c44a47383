package dev.registrymirror.agent.systemd;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.interfaces.DBusInterface;

/** The calls about units that systemd takes, as far as they are used, by the names that they have on the bus. */
@DBusInterfaceName("org.freedesktop.systemd1.Manager")
public interface UnitCalls extends DBusInterface {
    /** The units in memory that have these states (all if none is given) and names of these patterns. */
    List<ListedUnit> ListUnitsByPatterns(List<String> states, List<String> patterns);

    /** The object of a unit, loaded if it was not. */
    DBusPath LoadUnit(String name);

    /** Asks for a restart of a unit that runs; gives the job. */
    DBusPath TryRestartUnit(String name, String mode);

    /** Asks for a restart, or a start where the unit does not run; gives the job. */
    DBusPath RestartUnit(String name, String mode);

    /** Forgets that a unit has failed, and counts its starts anew. */
    void ResetFailedUnit(String name);
}
