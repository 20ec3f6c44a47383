package dev.registrymirror.agent.state;

/**
 * Whose state it is. The cluster needs no mention: no two have a Node of the same UID.
 *
 * @param nodeUid UID of the Node
 * @param machineId systemd's id of the installation
 */
public record Stamp(String nodeUid, String machineId) {}
