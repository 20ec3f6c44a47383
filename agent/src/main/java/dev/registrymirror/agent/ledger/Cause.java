package dev.registrymirror.agent.ledger;

/**
 * Why something ended as it did.
 *
 * @param reason one CamelCase word, see {@link Reasons}
 * @param message cause and remedy for a person; holds no secret
 */
public record Cause(String reason, String message) {}
