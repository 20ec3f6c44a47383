package dev.registrymirror.agent.systemd;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;

/** The part of systemd's manager that is used, by the names that it has on the bus. */
@DBusInterfaceName("org.freedesktop.systemd1.Manager")
public interface Manager extends DBusInterface {
    /** The units in memory that have these states (all if none is given) and names of these patterns. */
    List<ListedUnit> ListUnitsByPatterns(List<String> states, List<String> patterns);

    /** The object of a unit, loaded if it was not. */
    DBusPath LoadUnit(String name);

    /** Asks for a restart of a unit that runs; gives the job. */
    DBusPath TryRestartUnit(String name, String mode);

    /** Asks for signals. */
    void Subscribe();

    /** A job has ended. */
    class JobRemoved extends DBusSignal {
        /** How: done, canceled, timeout, failed, dependency, skipped. */
        public final String result;
        /** The job. */
        public final DBusPath job;

        /** Read from the bus. */
        public JobRemoved(String path, UInt32 id, DBusPath job, String unit, String result) throws DBusException {
            super(path, id, job, unit, result);
            this.job = job;
            this.result = result;
        }
    }
}
