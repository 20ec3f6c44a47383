package dev.registrymirror.operator.plan;

import dev.registrymirror.operator.observe.AgentFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is unavailable, so that others must wait: "120 nodes wait" helps nobody who does not know which one of 500 to look at. The broken come
 * before those that are being changed, since these will pass.
 */
final class Blockers {
    /** What is the matter with a node that has, or may have, leave to change. */
    private static final String CHANGING = "changing";
    /** What is the matter with the holder of a slot that the cache does not show. */
    private static final String STRANGER = "changing, and not seen";

    private final Map<String, Names> byPool = new TreeMap<>();
    private final Names servers = new Names();
    private final Names strangers = new Names();
    private final TreeSet<String> fullPools = new TreeSet<>();

    private static final class Names {
        private final List<String> broken = new ArrayList<>();
        private final List<String> changing = new ArrayList<>();
    }

    /** A node that holds a slot, and of which nothing is known. */
    void addStranger(String node) {
        strangers.broken.add(node + " (" + STRANGER + ")");
    }

    /** A node that is unavailable, or is about to be. */
    void add(Situation situation) {
        Names pool = byPool.computeIfAbsent(situation.pool().name(), _ -> new Names());
        String trouble = trouble(situation);
        add(pool, situation.name(), trouble, "");
        // What may be a server stops every server, even where it turns out to be none.
        if (situation.isServer()) {
            add(servers, situation.name(), trouble, situation.isKnownServer() ? "" : ", perhaps a server");
        }
    }

    private static void add(Names names, String node, String trouble, String remark) {
        (trouble.equals(CHANGING) ? names.changing : names.broken).add(node + " (" + trouble + remark + ")");
    }

    private static String trouble(Situation situation) {
        if (!situation.node().ready()) return WaitReasons.NODE_NOT_READY;
        AgentFacts agent = situation.agent();
        if (agent == null || agent.contact() == null) return WaitReasons.AGENT_NOT_REPORTED;
        return agent.ready() ? CHANGING : WaitReasons.AGENT_NOT_READY;
    }

    /** A node was told to wait, for this reason. */
    void refused(String reason, Situation situation) {
        if (reason.equals(WaitReasons.MAX_UNAVAILABLE))
            fullPools.add(situation.pool().name());
    }

    /** Whom those wait for that wait for this reason, or empty. */
    String message(String reason) {
        return switch (reason) {
            case WaitReasons.ONE_SERVER_AT_A_TIME -> "unavailable: " + examples(servers);
            case WaitReasons.MAX_UNAVAILABLE ->
                fullPools.stream()
                        .limit(Waiting.MAX_EXAMPLES)
                        .map(pool -> "unavailable in pool %s: %s"
                                .formatted(pool, examples(byPool.getOrDefault(pool, new Names()))))
                        .collect(Collectors.joining("; "));
            default -> "";
        };
    }

    private String examples(Names names) {
        List<String> all = Stream.of(strangers.broken, names.broken, names.changing)
                .flatMap(List::stream)
                .toList();
        String shown = all.stream().limit(Waiting.MAX_EXAMPLES).collect(Collectors.joining(", "));
        return all.size() <= Waiting.MAX_EXAMPLES
                ? shown
                : shown + " and " + (all.size() - Waiting.MAX_EXAMPLES) + " more";
    }
}
