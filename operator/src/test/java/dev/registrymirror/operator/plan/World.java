package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.ExistingFile;
import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Role;
import dev.registrymirror.api.v1alpha1.NodeSelector;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.Absences;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.Snapshot;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is really so: API objects with their versions, and nodes that carry orders out. It checks the rules at every write. */
final class World {
    static final FleetFacts FLEET = new FleetFacts(
            false,
            Duration.ofMinutes(10),
            List.of(
                    new Pool(
                            "gpu",
                            new NodeSelector(Map.of("pool", "gpu"), List.of()),
                            new IntOrString("40%"),
                            ExistingFile.Refuse,
                            "5m",
                            "10s"),
                    new Pool("rest", null, new IntOrString(2), ExistingFile.Refuse, "5m", "10s")),
            1);

    final Random random;
    final TreeMap<String, Machine> machines = new TreeMap<>();
    final TreeMap<String, Desired> desired = new TreeMap<>();
    Slots slots = Slots.NONE;
    long slotsVersion = 1;
    private long versions = 1;
    private long uids;
    private final Set<Long> sequences = new HashSet<>();

    World(Random random) {
        this.random = random;
        for (int i = 0; i < 3; i++) join("server" + i, Role.server, Map.of());
        for (int i = 0; i < 5; i++) join("gpu" + i, Role.agent, Map.of("pool", "gpu"));
        for (int i = 0; i < 4; i++) join("worker" + i, Role.agent, Map.of());
        machines.keySet().forEach(name -> desired.put(name, new Desired.Untouched()));
    }

    Machine machine(String name) {
        return Objects.requireNonNull(machines.get(name));
    }

    void join(String name, Role role, Map<String, String> labels) {
        machines.put(name, new Machine(name, "uid" + ++uids, role, labels, random, () -> ++versions));
    }

    /** Only whoever read the last version may write. */
    boolean compareAndSwap(long version, Slots next) {
        if (version != slotsVersion) return false;
        assertThat(next.nextSequence()).isGreaterThanOrEqualTo(slots.nextSequence());
        slots = next;
        slotsVersion++;
        return true;
    }

    void write(Grant grant) {
        Machine machine = machine(grant.node());
        if (!machine.version.equals(grant.resourceVersion())) return;
        assertThat(sequences.add(grant.sequence()))
                .as("%s is a new sequence", grant)
                .isTrue();
        assertThat(grant.sequence()).isGreaterThan(machine.facts().highestSequence());
        assertThat(machine.isKnownToRunWith(grant.revision()))
                .as("%s changes something", grant)
                .isFalse();
        Machine.Ended told = machine.told();
        assertThat(told != null && told.hasHarmed(grant.revision(), machine.keySaid))
                .as("%s repeats a failure", grant)
                .isFalse();
        machine.order = new Order(
                grant.sequence(),
                grant.action(),
                grant.revision(),
                null,
                grant.publicKey(),
                grant.pool().existingFile(),
                grant.pool().healthTimeout(),
                grant.pool().soak());
        machine.touch();
    }

    void write(Withdrawal withdrawal) {
        Machine machine = machine(withdrawal.node());
        if (!machine.version.equals(withdrawal.resourceVersion())) return;
        Order order = machine.order;
        assertThat(machine.changing)
                .as("%s takes nothing back that has begun", withdrawal)
                .isZero();
        if (order != null && machine.facts().isOpen(order)) machine.order = null;
        machine.withdrawn = withdrawal.upTo();
        machine.touch();
    }

    /** The rules that hold at every moment, whatever caches and leaders believe. */
    void check() {
        machines.forEach((name, machine) -> checkStanding(machine, desired.get(name)));
        assertThat(machines.values().stream().filter(m -> m.role == Role.server && m.isExposed()))
                .as("servers that may change")
                .hasSizeLessThanOrEqualTo(1);
        for (Pool pool : FLEET.pools()) {
            List<Machine> members = machines.values().stream()
                    .filter(m -> FLEET.poolOf(m.node()).equals(pool))
                    .toList();
            assertThat(members.stream().filter(Machine::isExposed))
                    .as("nodes of %s that may change", pool.name())
                    .hasSizeLessThanOrEqualTo(Budget.limit(pool.maxUnavailable(), members.size()));
        }
    }

    /** What is called updated runs with what it should. */
    private void checkStanding(Machine machine, @Nullable Desired wish) {
        if (!(wish instanceof Desired.Want(String revision, var _))) return;
        var snapshot = new Snapshot(
                FLEET,
                new TreeMap<>(Map.of(machine.name, machine.node())),
                Map.of(machine.name, machine.facts()),
                Absences.NONE,
                null);
        if (Standings.of(snapshot, Map.of(machine.name, wish), Fixture.NOON).get(machine.name) != Standing.UPDATED)
            return;
        assertThat(machine.runsWith)
                .as("what %s runs with, which is called updated", machine.name)
                .isEqualTo(revision);
    }

    static Desired want(String revision) {
        return new Desired.Want(revision, new TreeSet<>(List.of("corp")));
    }
}
