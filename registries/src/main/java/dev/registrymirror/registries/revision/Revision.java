package dev.registrymirror.registries.revision;

/**
 * One composed configuration, named by its meaning.
 *
 * @param id 32 lower-case hex digits: the first half of HMAC-SHA256, under the revision key, of the canonical text and the files.
 *     Keyed, so that a name in a status tells nobody whether a guessed password is right.
 * @param payload what a node needs to carry it out
 */
public record Revision(String id, Payload payload) {}
