package dev.registrymirror.operator.fleet;

import dev.registrymirror.testbed.ApiServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real API server on which the test plays the agents; each test finds it empty. */
public abstract class ClusterScenario {
    @RegisterExtension
    protected static final ApiServer API = new ApiServer();

    protected static ApiCluster cluster;
    protected Agents agents;

    @BeforeAll
    protected static void connect() {
        cluster = new ApiCluster(API);
    }

    @AfterAll
    protected static void disconnect() {
        cluster.close();
    }

    @BeforeEach
    protected void playAgents() {
        agents = new Agents(cluster);
    }

    @AfterEach
    protected void clear() {
        cluster.clear();
    }
}
