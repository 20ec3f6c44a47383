package dev.registrymirror.operator.report;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of one object; a condition that keeps its status keeps the time of its last transition. */
public final class Conditions {
    /** What the API server takes of a message. */
    private static final int MAX_MESSAGE = 32768;

    private final List<Condition> before;
    private final @Nullable Long generation;
    private final String now;
    private final List<Condition> conditions = new ArrayList<>();

    /**
     * @param before the object's conditions until now
     * @param generation that the new ones are derived from
     */
    public Conditions(List<Condition> before, @Nullable Long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Sets a condition to true or false. */
    public Conditions set(String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
        String since = before.stream()
                .filter(old -> type.equals(old.getType()) && status.equals(old.getStatus()))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now);
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(Lists.cut(message, MAX_MESSAGE))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build());
        return this;
    }

    /** Sets a condition that is only there while it is true. */
    public Conditions setWhile(String type, boolean holds, String reason, String message) {
        return holds ? set(type, true, reason, message) : this;
    }

    /** All that were set. */
    public List<Condition> build() {
        return List.copyOf(conditions);
    }

    /** The condition of this type, or null. */
    public static @Nullable Condition find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }
}
