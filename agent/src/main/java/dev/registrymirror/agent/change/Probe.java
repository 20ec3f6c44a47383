package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.Layout.HealthPlan;
import java.util.List;

/** Looks at the node's health, now. */
public interface Probe {
    /** What is not healthy, one sentence each; empty for a healthy node. */
    List<String> ailments(HealthPlan plan);
}
