package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.HostPort;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What of a file plays a part in a pull, put so that each of many entries can be looked up.
 *
 * @param addresses {@code host[:port]} of all that is tried
 * @param hosts the same without ports
 * @param fields where logins and TLS settings stand that are used
 * @param anyMirror whether an endpoint of a mirror is tried
 * @param patterns patterns that change the name there, and those of which it cannot be told
 * @param ignoredPatterns patterns that are not used at some endpoint
 */
record Played(
        Set<String> addresses,
        Set<String> hosts,
        Set<String> fields,
        boolean anyMirror,
        Set<String> patterns,
        Set<String> ignoredPatterns) {

    static Played of(Way way, List<Attempt> attempts) {
        Set<String> addresses = new HashSet<>();
        Set<String> hosts = new HashSet<>();
        for (Hop hop : way.hops()) {
            addresses.add(hop.host().host());
            hosts.add(HostPort.host(hop.host().host()));
        }
        Set<String> fields = new HashSet<>();
        // Endpoints of one mirror have one rewriting.
        Set<Rewriting> rewritings = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Attempt attempt : attempts) {
            if (attempt.credentials().field() != null) {
                fields.add(attempt.credentials().field());
            }
            if (attempt.tls().field() != null) {
                fields.add(attempt.tls().field());
            }
            if (attempt.kind() == Attempt.Kind.MIRROR) {
                rewritings.add(attempt.rewriting());
            }
        }
        Set<String> patterns = new HashSet<>();
        Set<String> ignored = new HashSet<>();
        for (Rewriting rewriting : rewritings) {
            rewriting.outcomes().forEach(outcome -> patterns.addAll(outcome.patterns()));
            rewriting.unknown().forEach(note -> patterns.add(note.pattern()));
            rewriting.ignored().forEach(note -> ignored.add(note.pattern()));
        }
        return new Played(addresses, hosts, fields, !rewritings.isEmpty(), patterns, ignored);
    }
}
