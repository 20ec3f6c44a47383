package dev.registrymirror.agent.order;

/**
 * That the node's files are no longer what was applied.
 *
 * @param reason one CamelCase word
 * @param message what is different and what to do; holds no secret and nothing of a file's content but names
 * @param since RFC 3339, when this agent saw it first
 */
public record Drift(String reason, String message, String since) {}
