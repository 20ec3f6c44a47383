package dev.registrymirror.registries.containerd;

import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.UserInfo;
import dev.registrymirror.registries.model.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a node's program writes for containerd at its start, of those that depend on registries.yaml. */
public sealed interface ContainerdFiles {
    /** Name of the file for the login tables, which on a node are the end of config.toml. */
    String AUTH_FILE = "auth.toml";

    /** The folder of the hosts.toml files. */
    String CERTS_FOLDER = "certs.d";

    /**
     * The files, by path: {@code certs.d/NAME/hosts.toml}, and {@code auth.toml} if there are logins.
     *
     * @param files the texts, in the order of the paths' UTF-8; that of {@code auth.toml} holds passwords
     * @param leftOut what does not reach any file
     */
    record Rendered(SortedMap<String, Secret<String>> files, List<LeftOut> leftOut) implements ContainerdFiles {
        /** Copies both. */
        public Rendered {
            files = Utf8Order.copyOf(files);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * There is no such tree: it cannot be told, or must not be written.
     *
     * @param problems all of them, at least one
     */
    record Unrenderable(List<Problem> problems) implements ContainerdFiles {
        /** Copies the list. */
        public Unrenderable {
            problems = List.copyOf(problems);
        }
    }

    /** Why there is no tree. */
    sealed interface Problem {
        /** A registry's name leads out of certs.d: the program deletes and writes files that are not its own. */
        record LeavesFolder(String name) implements Problem {}

        /** Several names have one folder, and it is by chance which of them is written. */
        record Collision(String folder, List<String> names) implements Problem {
            /** Copies the list. */
            public Collision {
                names = List.copyOf(names);
            }
        }

        /** The program cannot make the folder or file of this name, and does not start. */
        record NoFileName(String name, String reason) implements Problem {}

        /** A line of the file has more than 65,535 bytes, and the program does not start. */
        record LineTooLong(String name) implements Problem {}
    }

    /** A path as it can be shown: a registry's name in it can be anything, also what somebody logs in with. */
    static String shown(String path) {
        String certs = CERTS_FOLDER + "/";
        return path.startsWith(certs) ? certs + UserInfo.masked(path.substring(certs.length())) : path;
    }

    /** Renders all files of a node with these options. */
    static ContainerdFiles of(Registries registries, NodeOptions options) {
        HostEntries entries = HostEntries.of(registries, options);
        CertsFolder folder = CertsFolder.of(entries, options);
        List<Problem> problems = new ArrayList<>(folder.problems());
        SortedMap<String, Secret<String>> files = new TreeMap<>(Utf8Order.COMPARATOR);
        entries.entries().forEach((name, entry) -> {
            String path = folder.paths().get(name);
            Optional<String> text = HostsToml.text(entry, options.program());
            if (text.isEmpty()) {
                problems.add(new Problem.LineTooLong(name));
            } else if (path != null) {
                files.put(path, Secret.of(text.get()));
            }
        });
        Secret<String> logins = AuthTables.text(registries, options);
        if (!logins.reveal().isEmpty()) {
            files.put(AUTH_FILE, logins);
        }
        return problems.isEmpty() ? new Rendered(files, entries.leftOut()) : new Unrenderable(problems);
    }
}
