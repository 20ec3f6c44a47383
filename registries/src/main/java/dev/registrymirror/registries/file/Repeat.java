package dev.registrymirror.registries.file;

/**
 * A key that is written twice in one map, which RKE2 takes: what is written later wins, or is merged into the former.
 *
 * @param path the map that it stands in, by its {@link dev.registrymirror.registries.model.FieldPath#id}; empty for the file itself
 * @param key the key
 * @param place where the key stands that came first and lost
 * @param winner where it is written again
 * @param empties whether it is written again without a value, which takes away the value that it had
 */
public record Repeat(String path, String key, Place place, Place winner, boolean empties) {}
