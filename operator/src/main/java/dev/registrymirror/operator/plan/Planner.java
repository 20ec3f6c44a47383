package dev.registrymirror.operator.plan;

import dev.registrymirror.operator.desire.Desired;
import dev.registrymirror.operator.observe.FleetFacts;
import dev.registrymirror.operator.observe.NodeFacts;
import dev.registrymirror.operator.observe.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Decides who may change now. Its rules:
 *
 * <ol>
 *   <li>Never more nodes of a pool unavailable than its {@code maxUnavailable}, never two servers at once in the cluster. A node is
 *       unavailable while it holds a slot or an order, and while it or its agent is not Ready; what nobody knows to be an agent counts as
 *       a server.
 *   <li>Sequences only grow, whatever the slots' object has been set back to.
 *   <li>No order for a node that has what it should have, is not Ready, or has no key.
 *   <li>Only what has not been claimed is withdrawn: when it is no longer wanted, was sealed to a key that the node no longer has, or
 *       when more has become unavailable since than may be; then no more than helps.
 *   <li>A revision that nodes went back from is given to no more nodes of a pool than may be unavailable, and to no other server, until
 *       those have been tried again.
 *   <li>Whom an administrator wants tried again comes first, then who was never asked, then who refused the longest ago.
 *   <li>What a node failed at is not asked of it again, except for another revision, other rules of the pool, on the administrator's
 *       demand, or, where the refusal may pass by itself, after a pause that grows.
 *   <li>A former file comes back only after the removal delay. While a {@link Snapshot#removalHold} stands, no node loses anything that it
 *       had before.
 * </ol>
 *
 * Linear in nodes.
 */
public final class Planner {

    /** One pass. Nodes that {@code desired} does not name are left alone. */
    public Plan plan(Snapshot snapshot, Map<String, Desired> desired, Slots slots, Patience patience, Instant now) {
        FleetFacts fleet = snapshot.fleet();
        List<Situation> situations = snapshot.nodes().values().stream()
                .filter(_ -> fleet != null)
                .filter(NodeFacts::isLinux)
                .map(node -> Situation.of(node, snapshot, Standings.wish(desired, node), slots))
                .toList();
        var pass = new Pass(snapshot, slots, new Patience.Next(patience, now), now);
        situations.forEach(pass::count);
        situations.forEach(pass::look);
        pass.reviewLeaves();
        pass.grantToCandidates();
        snapshot.absences()
                .nextLong(situations.stream().map(Situation::name).toList(), now)
                .ifPresent(pass::lookAt);
        return pass.plan(Standings.of(snapshot, desired, now));
    }
}
