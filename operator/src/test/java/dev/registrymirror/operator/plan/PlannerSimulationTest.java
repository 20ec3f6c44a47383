package dev.registrymirror.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.NodeRegistriesStatus.Role;
import dev.registrymirror.operator.desire.Desired;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random fleets with two leaders, lagging caches, writes that come late, crashes between any two writes, nodes and agents that fail, join
 * again, lose their keys or their objects, and wishes that change: the planner's rules hold at every step, and when the storm is over
 * every node gets what it should have.
 */
class PlannerSimulationTest {
    private static final int STORM = 1500;
    private static final int CALM = 400;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rules_hold_in_any_storm_and_a_healthy_fleet_always_converges(long seed) {
        var random = new Random(seed);
        var world = new World(random);
        List<Leader> leaders = List.of(new Leader(world), new Leader(world));
        leaders.forEach(Leader::refreshAll);
        Instant now = Fixture.NOON;
        for (int step = 0; step < STORM; step++) {
            now = now.plus(Duration.ofSeconds(random.nextInt(20)));
            storm(world, leaders.get(random.nextInt(2)), random, now);
            world.check();
        }

        world.machines.values().forEach(machine -> {
            machine.healthy = true;
            machine.agentReady = true;
        });
        world.desired.replaceAll((_, _) -> World.want("final"));
        Leader survivor = leaders.getFirst();
        survivor.crash();
        for (int step = 0; step < CALM && !hasConverged(world); step++) {
            now = now.plusSeconds(60);
            survivor.refreshAll();
            survivor.beginPass(now);
            while (survivor.isBusy()) survivor.writeNext();
            world.check();
            world.machines.values().forEach(machine -> machine.step(true));
            world.check();
        }
        assertThat(hasConverged(world)).as("seed %d converges", seed).isTrue();
    }

    private static boolean hasConverged(World world) {
        return world.slots.held().isEmpty()
                && world.machines.values().stream()
                        .allMatch(machine ->
                                machine.changing == 0 && "final".equals(machine.runsWith) && !machine.isExposed());
    }

    private static void storm(World world, Leader leader, Random random, Instant now) {
        List<String> names = List.copyOf(world.machines.keySet());
        String name = names.get(random.nextInt(names.size()));
        Machine machine = world.machine(name);
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3 -> leader.refreshAgent(name);
            case 4, 5 -> leader.refreshNode(name);
            case 6 -> leader.refresh(name);
            case 7 -> leader.refreshAll();
            case 8, 9, 10 -> {
                if (!leader.isBusy()) leader.beginPass(now);
            }
            case 11, 12, 13, 14, 15, 16, 17, 18 -> leader.writeNext();
            case 19 -> {
                if (random.nextInt(4) == 0) leader.crash();
            }
            case 20, 21, 22, 23, 24, 25, 26, 27, 28 -> machine.step(false);
            case 29 -> machine.healthy = random.nextInt(4) > 0;
            case 30 -> machine.agentReady = random.nextInt(4) > 0;
            case 31, 32 -> world.desired.put(name, wish(random));
            case 33 -> world.desired.replaceAll((_, _) -> World.want("r" + random.nextInt(3)));
            case 34 -> machine.key = "key" + random.nextInt(3);
            case 35 -> {
                if (random.nextInt(8) == 0) rejoin(world, machine);
            }
            case 36 -> {
                if (random.nextInt(4) == 0) machine.recreateObject();
            }
            default -> machine.healthy = true;
        }
    }

    /** The same name on another machine: what the old one was doing no longer matters to anybody. */
    private static void rejoin(World world, Machine machine) {
        Map<String, String> labels = machine.labels;
        Role role = machine.role;
        world.join(machine.name, role, labels);
    }

    private static Desired wish(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Desired.Former();
            case 1 -> new Desired.Keep("Conflict", "said", new TreeSet<>(List.of("corp")));
            default -> World.want("r" + random.nextInt(3));
        };
    }
}
