package dev.registrymirror.agent.change;

import dev.registrymirror.registries.model.Secret;
import java.time.Instant;

/**
 * A file as it was found.
 *
 * @param digest hex SHA-256 of the content
 * @param inode equal for two names of the same file
 * @param mode permission bits
 * @param changed when content, name or attributes last changed (ctime, which nobody can set)
 */
public record FoundFile(Secret<byte[]> content, String digest, Object inode, int mode, Instant changed) {}
