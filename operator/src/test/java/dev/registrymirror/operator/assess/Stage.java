package dev.registrymirror.operator.assess;

import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.NodeRegistriesSpec;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Applied;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Drift;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Phase;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.combine.Author;
import dev.registrymirror.mirrors.combine.Combinations;
import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.desire.DesiredState;
import dev.registrymirror.operator.desire.MirrorOutlook;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.AgentFacts;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionKey;
import dev.registrymirror.registries.revision.Revisions;
import dev.registrymirror.registries.seal.NodeKeyPair;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cluster in memory: nodes and their agents, RegistryMirrors and what they refer to. */
public final class Stage {
    private static final String PUBLIC_KEY = NodeKeyPair.generate().publicKey().encodeBase64();

    /** What the RegistryMirrors refer to. */
    public FakeReferences references = new FakeReferences();

    private final Combinations combinations = new Combinations();
    private final Revisions revisions = new Revisions(new RevisionKey(Secret.of(new byte[RevisionKey.LENGTH])));
    private final Map<String, NodeFacts> nodes = new TreeMap<>();
    private final Map<String, NodeRegistries> objects = new HashMap<>();
    private final Map<String, Instant> awaySince = new HashMap<>();
    private final Map<String, Boolean> agentReady = new HashMap<>();
    private final Map<String, RegistryMirror> mirrors = new TreeMap<>();
    private @Nullable FleetFacts fleet = new FleetFacts(false, Duration.ofMinutes(10), List.of(Pool.DEFAULT), 1);

    /** Replaces what the RegistryMirrors refer to. */
    public Stage references(FakeReferences others) {
        references = others;
        return this;
    }

    /** Adds a Linux node that is Ready, whose agent has reported and has no order. */
    public Stage node(String name, Map<String, String> labels) {
        nodes.put(name, new NodeFacts(name, "uid-" + name, labels, true, "linux"));
        agentReady.put(name, true);
        return report(name, null, null, 0, Phase.Idle);
    }

    /** Changes whether the Node is Ready. */
    public Stage nodeReady(String name, boolean ready) {
        NodeFacts node = Objects.requireNonNull(nodes.get(name));
        nodes.put(name, new NodeFacts(name, node.uid(), node.labels(), ready, node.os()));
        return this;
    }

    /** Changes whether the agent's pod is Ready. */
    public Stage agentReady(String name, boolean ready) {
        agentReady.put(name, ready);
        return this;
    }

    /** Takes the Node out of reach: it is not Ready since then. */
    public Stage away(String name, Instant since) {
        awaySince.put(name, since);
        return nodeReady(name, false);
    }

    /** Takes the agent's pod out of reach: it is not Ready since then. */
    public Stage agentAway(String name, Instant since) {
        awaySince.put(name, since);
        return agentReady(name, false);
    }

    /** Takes back all that the agent has ever said. */
    public Stage silent(String name) {
        return object(name, null, null);
    }

    /** Makes the node another operating system's. */
    public Stage windows(String name) {
        NodeFacts node = Objects.requireNonNull(nodes.get(name));
        nodes.put(name, new NodeFacts(name, node.uid(), node.labels(), true, "windows"));
        return silent(name);
    }

    /** Has the agent report an order that it has applied and verified. */
    public Stage applied(String name, long sequence, String revision) {
        return report(
                name, order(sequence, revision), new Applied(sequence, revision, "i", null), sequence, Phase.Applied);
    }

    /** Gives an order that nobody has claimed, while something else is applied. */
    public Stage ordered(String name, long sequence, String revision, Applied applied) {
        return report(name, order(sequence, revision), applied, applied.sequence(), Phase.Applied);
    }

    /** Has an order end otherwise than well. */
    public Stage ended(String name, long sequence, String revision, @Nullable Applied applied, Phase phase) {
        return ended(name, sequence, revision, applied, phase, phase.name(), "told by the test");
    }

    /** The same, with what the agent says of it. */
    public Stage ended(
            String name,
            long sequence,
            String revision,
            @Nullable Applied applied,
            Phase phase,
            String reason,
            String message) {
        return object(name, order(sequence, revision), status(name, applied, sequence, phase, reason, message));
    }

    /** Has somebody else change the files of a node that has applied an order. */
    public Stage drifted(String name, String reason, String message) {
        NodeRegistries object = Objects.requireNonNull(objects.get(name));
        NodeRegistriesStatus said = object.getStatus();
        object.setStatus(new NodeRegistriesStatus(
                said.agent(),
                said.claimed(),
                said.observed(),
                said.applied(),
                said.phase(),
                said.reason(),
                said.message(),
                said.restarts(),
                new Drift(reason, message, "2026-01-01T00:00:00Z")));
        return this;
    }

    /** Adds or replaces a RegistryMirror. */
    public Stage mirror(RegistryMirror mirror) {
        mirrors.put(mirror.getMetadata().getName(), mirror);
        return this;
    }

    /** Removes a RegistryMirror. */
    public Stage without(String mirror) {
        mirrors.remove(mirror);
        return this;
    }

    /** Takes the fleet away. */
    public Stage withoutFleet() {
        fleet = null;
        return this;
    }

    /** Asks for every former file. */
    public Stage restored() {
        fleet = new FleetFacts(true, Duration.ofMinutes(10), List.of(Pool.DEFAULT), 1);
        return this;
    }

    /** Lets this many nodes be unavailable at once. */
    public Stage atOnce(int maxUnavailable) {
        Pool pool = new Pool("all", null, new IntOrString(maxUnavailable), ExistingFile.Refuse, "5m", "10s");
        fleet = new FleetFacts(false, Duration.ofMinutes(10), List.of(pool), 1);
        return this;
    }

    /** The cluster as it is now. */
    public Assessment assess() {
        Map<String, AgentFacts> agents = new HashMap<>();
        objects.forEach(
                (name, object) -> agents.put(name, AgentFacts.of(object, agentReady.getOrDefault(name, false))));
        Snapshot snapshot = new Snapshot(fleet, new TreeMap<>(nodes), agents, new Absences(awaySince, Set.of()), null);
        List<Author> authors = mirrors.values().stream()
                .map(mirror -> new Author(mirror, MirrorResolver.resolve(mirror, references)))
                .toList();
        return new Assessment(snapshot, DesiredState.of(snapshot, authors, revisions, combinations));
    }

    /** What a node should have now. */
    public Desired desired(String node) {
        return Objects.requireNonNull(assess().desired().nodes().get(node));
    }

    /** The revision that a node should have now. */
    public String wanted(String node) {
        return ((Desired.Want) desired(node)).revision();
    }

    /** What a RegistryMirror comes to now. */
    public MirrorOutlook outlook(String mirror) {
        return Objects.requireNonNull(assess().desired().mirrors().get(mirror));
    }

    private Stage report(String name, @Nullable Order order, @Nullable Applied applied, long observed, Phase phase) {
        return object(name, order, status(name, applied, observed, phase, phase.name(), "told by the test"));
    }

    private static NodeRegistriesStatus status(
            String name, @Nullable Applied applied, long observed, Phase phase, String reason, String message) {
        var agent = new NodeRegistriesStatus.Agent(
                PUBLIC_KEY,
                "uid-" + name,
                NodeRegistriesStatus.Distribution.rke2,
                NodeRegistriesStatus.Role.agent,
                null,
                null);
        return new NodeRegistriesStatus(agent, observed, observed, applied, phase, reason, message, null, null);
    }

    private Stage object(String name, @Nullable Order order, @Nullable NodeRegistriesStatus status) {
        var object = new NodeRegistries();
        object.setMetadata(
                new ObjectMetaBuilder().withName(name).withResourceVersion("1").build());
        object.setSpec(new NodeRegistriesSpec("uid-" + name, order));
        if (status != null) object.setStatus(status);
        objects.put(name, object);
        return this;
    }

    private static Order order(long sequence, String revision) {
        return new Order(sequence, Order.Action.Apply, revision, "x", PUBLIC_KEY, ExistingFile.Refuse, "5m", "10s");
    }
}
