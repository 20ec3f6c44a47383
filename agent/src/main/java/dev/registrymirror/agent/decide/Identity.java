package dev.registrymirror.agent.decide;

/**
 * Who this agent is.
 *
 * @param nodeName from the token
 * @param nodeUid from the token
 * @param publicKey base64 of the key that this node has now
 */
public record Identity(String nodeName, String nodeUid, String publicKey) {}
