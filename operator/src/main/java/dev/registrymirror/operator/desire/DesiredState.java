package dev.registrymirror.operator.desire;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.combine.Author;
import dev.registrymirror.mirrors.combine.Combination;
import dev.registrymirror.mirrors.combine.Combinations;
import dev.registrymirror.mirrors.combine.Hold;
import dev.registrymirror.mirrors.combine.Together;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.revision.Revision;
import dev.registrymirror.registries.revision.Revisions;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What every node should have, and what every RegistryMirror comes to.
 *
 * @param nodes by name; every node of the snapshot is there
 * @param revisions by id; every revision that a node should have
 * @param mirrors by name
 */
public record DesiredState(
        SortedMap<String, Desired> nodes, Map<String, Revision> revisions, SortedMap<String, MirrorOutlook> mirrors) {

    public DesiredState {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        revisions = Map.copyOf(revisions);
        mirrors = Collections.unmodifiableSortedMap(new TreeMap<>(mirrors));
    }

    /**
     * Works it out. What the same RegistryMirrors give together is composed once, however many nodes they select.
     *
     * @param combinations what was composed for the last one
     */
    public static DesiredState of(
            Snapshot snapshot, Collection<Author> authors, Revisions revisions, Combinations combinations) {
        return new Derivation(snapshot, authors, revisions, combinations).derive();
    }

    /** One run, and what has come of it for the mirrors so far. */
    private static final class Derivation {
        private final Snapshot snapshot;
        private final SortedMap<String, Author> authors = new TreeMap<>();
        private final Revisions revisions;
        private final Combinations combinations;
        private final Map<String, SortedSet<String>> selected = new HashMap<>();
        private final Map<String, SortedSet<Hold>> holds = new HashMap<>();
        private final Map<String, Set<Together>> together = new HashMap<>();
        private final Map<String, Revision> wanted = new HashMap<>();

        private Derivation(
                Snapshot snapshot, Collection<Author> authors, Revisions revisions, Combinations combinations) {
            this.snapshot = snapshot;
            authors.forEach(author -> this.authors.put(author.name(), author));
            this.revisions = revisions;
            this.combinations = combinations;
        }

        private DesiredState derive() {
            SortedMap<String, Desired> nodes = new TreeMap<>();
            snapshot.nodes().forEach((name, node) -> nodes.put(name, desired(node)));
            SortedMap<String, MirrorOutlook> mirrors = new TreeMap<>();
            authors.forEach((name, author) -> mirrors.put(name, outlook(author)));
            combinations.forgetUnused();
            return new DesiredState(nodes, wanted, mirrors);
        }

        private Desired desired(NodeFacts node) {
            List<Author> selecting = Author.selecting(authors.values(), node.labels());
            selecting.forEach(author -> selected.computeIfAbsent(author.name(), _ -> new TreeSet<>())
                    .add(node.name()));
            AgentFacts agent = snapshot.agent(node);
            boolean restored = snapshot.fleet() != null && snapshot.fleet().restored();
            if (selecting.isEmpty() || restored) {
                return agent != null && agent.highestSequence() > 0 ? new Desired.Former() : new Desired.Untouched();
            }
            List<String> names = selecting.stream().map(Author::name).toList();
            if (snapshot.fleet() == null) {
                return new Desired.Keep(
                        Reasons.FLEET_MISSING, "there is no RegistryFleet named fleet", new TreeSet<>(names));
            }
            return switch (combinations.of(selecting, distribution(agent), revisions)) {
                case Combination.Whole(var revision, var mirrors) -> {
                    wanted.put(revision.id(), revision);
                    names.forEach(name -> together.computeIfAbsent(name, _ -> new LinkedHashSet<>())
                            .add(mirrors));
                    yield new Desired.Want(revision.id(), new TreeSet<>(names));
                }
                case Combination.Held(var hold, var _) -> {
                    names.forEach(name ->
                            holds.computeIfAbsent(name, _ -> new TreeSet<>()).add(hold));
                    yield new Desired.Keep(hold.reason(), hold.message(), new TreeSet<>(names));
                }
            };
        }

        /** Until an agent has reported nothing can be granted, so a guess does no harm. */
        private static Distribution distribution(@Nullable AgentFacts agent) {
            if (agent == null || agent.contact() == null) return Distribution.RKE2;
            return agent.contact().distribution() == NodeRegistriesStatus.Distribution.k3s
                    ? Distribution.K3S
                    : Distribution.RKE2;
        }

        private MirrorOutlook outlook(Author author) {
            SortedSet<Hold> held = new TreeSet<>(holds.getOrDefault(author.name(), new TreeSet<>()));
            Set<Together> composed = together.getOrDefault(author.name(), Set.of());
            String revision = null;
            switch (combinations.of(List.of(author), Distribution.RKE2, revisions)) {
                case Combination.Whole(var own, var alone) -> {
                    revision = own.id();
                    if (composed.isEmpty()) composed = Set.of(alone);
                }
                // Said even while it selects no node: it could never be used.
                case Combination.Held(var hold, var _) -> held.add(hold);
            }
            return new MirrorOutlook(
                    author.mirror(),
                    author.resolution(),
                    selected.getOrDefault(author.name(), new TreeSet<>()),
                    revision,
                    List.copyOf(composed),
                    List.copyOf(held));
        }
    }
}
