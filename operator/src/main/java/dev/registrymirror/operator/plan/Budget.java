package dev.registrymirror.operator.plan;

import dev.registrymirror.api.v1alpha1.Pool;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many nodes may be unavailable, and are: by pool, and of servers one in the whole cluster. */
final class Budget {
    private final Map<String, Account> pools = new HashMap<>();
    private int everywhere;
    private int servers;

    private static final class Account {
        private int size;
        private int unavailable;
    }

    /** Counts a node whose pool and role nobody knows. */
    void occupyEverywhere() {
        everywhere++;
    }

    void count(Situation situation) {
        account(situation.pool()).size++;
        if (situation.isUnavailable()) occupy(situation);
    }

    void occupy(Situation situation) {
        account(situation.pool()).unavailable++;
        if (situation.isServer()) servers++;
    }

    /** Why a node that is available now may not be made unavailable, or null when it may. */
    @Nullable
    String refuses(Situation situation) {
        if (situation.isServer() && servers + everywhere > 0) return WaitReasons.ONE_SERVER_AT_A_TIME;
        Account account = account(situation.pool());
        boolean full =
                account.unavailable + everywhere >= limit(situation.pool().maxUnavailable(), account.size);
        return full ? WaitReasons.MAX_UNAVAILABLE : null;
    }

    /** Whether more is unavailable now than when this node got its leave, and too much. */
    boolean isOverdrawn(Situation situation) {
        if (situation.isServer() && servers + everywhere > 1) return true;
        Account account = account(situation.pool());
        return account.unavailable + everywhere > limit(situation.pool().maxUnavailable(), account.size);
    }

    private Account account(Pool pool) {
        return pools.computeIfAbsent(pool.name(), _ -> new Account());
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
