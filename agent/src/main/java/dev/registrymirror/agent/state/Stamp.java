package dev.registrymirror.agent.state;

/**
 * Whose state it is.
 *
 * @param nodeUid UID of the Node
 * @param machineId systemd's id of the installation
 * @param cluster issuer of the cluster's tokens
 */
public record Stamp(String nodeUid, String machineId, String cluster) {}
