package dev.registrymirror.api.v1alpha1;

/** Those reasons of agents, in {@link NodeRegistriesStatus#reason}, that the operator acts upon. */
public final class AgentReasons {
    /** The node was not healthy before the change, which may pass by itself. */
    public static final String NODE_UNHEALTHY = "NodeUnhealthy";
    /** The order was taken back after it had been claimed, before anything was changed. */
    public static final String ORDER_WITHDRAWN = "OrderWithdrawn";

    private AgentReasons() {}
}
