package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.Order.Action;
import dev.registrymirror.api.v1alpha1.Pool;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes may be unavailable, and are: by pool, and of servers one in the whole cluster.
 *
 * <p>A node that went back from a revision keeps its place, for that revision alone: a configuration that harms nodes harms as many of a
 * pool as may be unavailable, and one server, and does not walk over all of them. Former files are another thing on every node, and one that
 * cannot be given back says nothing of the others.
 */
final class Budget {
    private static final int SERVERS_AT_ONCE = 1;

    private final Map<String, Account> pools = new HashMap<>();
    private final Account servers = new Account();
    private int everywhere;

    private static final class Account {
        private int size;
        private int unavailable;
        private int released;
        private final Map<String, Integer> wentBack = new HashMap<>();
        private final Map<String, Integer> wentBackAndAvailable = new HashMap<>();

        int taken(Target target) {
            return unavailable + wentBackAndAvailable.getOrDefault(target.revision(), 0);
        }

        /** The reason that only somebody's help ends comes before the one that passes. */
        String reason(Target target, int limit, String passing) {
            return isStopped(target, limit) ? WaitReasons.TOO_MANY_FAILURES : passing;
        }

        boolean isStopped(Target target, int limit) {
            return wentBack.getOrDefault(target.revision(), 0) >= limit;
        }
    }

    /** Counts a node whose pool and role nobody knows. */
    void occupyEverywhere() {
        everywhere++;
    }

    void count(Situation situation) {
        account(situation.pool()).size++;
        if (situation.isUnavailable()) occupy(situation);
        Target target = situation.target();
        if (target == null || target.action() == Action.Restore || !situation.hasGoneBack()) return;
        countBack(account(situation.pool()), target, situation);
        if (situation.isServer()) countBack(servers, target, situation);
    }

    private static void countBack(Account account, Target target, Situation situation) {
        account.wentBack.merge(target.revision(), 1, Integer::sum);
        if (!situation.isUnavailable()) account.wentBackAndAvailable.merge(target.revision(), 1, Integer::sum);
    }

    void occupy(Situation situation) {
        account(situation.pool()).unavailable++;
        if (situation.isServer()) servers.unavailable++;
    }

    /**
     * Notes that a node's leave is being taken back. Its place no longer counts as one too many, but is nobody else's either: until the
     * withdrawal has been seen, the order may be claimed.
     */
    void release(Situation situation) {
        account(situation.pool()).released++;
        if (situation.isServer()) servers.released++;
    }

    /** Why a node that is available now may not be made unavailable for this, or null when it may. */
    @Nullable
    String refuses(Situation situation, Target target) {
        if (situation.isServer() && servers.taken(target) + everywhere >= SERVERS_AT_ONCE) {
            return servers.reason(target, SERVERS_AT_ONCE, WaitReasons.ONE_SERVER_AT_A_TIME);
        }
        Account account = account(situation.pool());
        int limit = limit(situation.pool(), account);
        return account.taken(target) + everywhere >= limit
                ? account.reason(target, limit, WaitReasons.MAX_UNAVAILABLE)
                : null;
    }

    /** Whether so many went back from what this node must change to that it does not get it until somebody helps. */
    boolean isStopped(Situation situation) {
        Target target = situation.target();
        if (target == null || target.action() == Action.Restore) return false;
        if (situation.isServer() && servers.isStopped(target, SERVERS_AT_ONCE)) return true;
        Account account = account(situation.pool());
        return account.isStopped(target, limit(situation.pool(), account));
    }

    /** Whether more is unavailable now than when this node got its leave, and too much. */
    boolean isOverdrawn(Situation situation, Target target) {
        if (situation.isServer() && isOverdrawn(servers, target, SERVERS_AT_ONCE)) return true;
        Account account = account(situation.pool());
        return isOverdrawn(account, target, limit(situation.pool(), account));
    }

    private boolean isOverdrawn(Account account, Target target, int limit) {
        return account.taken(target) - account.released + everywhere > limit;
    }

    private Account account(Pool pool) {
        return pools.computeIfAbsent(pool.name(), _ -> new Account());
    }

    private static int limit(Pool pool, Account account) {
        return limit(pool.maxUnavailable(), account.size);
    }

    /** Percentages are rounded down as for a DaemonSet; at least one node may always change, or nothing ever would. */
    static int limit(IntOrString maxUnavailable, int size) {
        if (maxUnavailable.getIntVal() != null) return Math.max(1, maxUnavailable.getIntVal());
        String percentage = maxUnavailable.getStrVal();
        if (percentage == null || !percentage.matches("[0-9]{1,3}%")) {
            throw new IllegalArgumentException(
                    "spec.pools[].maxUnavailable is neither a number nor a percentage: " + percentage);
        }
        int percent = Integer.parseInt(percentage.substring(0, percentage.length() - 1));
        return Math.max(1, (int) ((long) size * percent / 100));
    }
}
