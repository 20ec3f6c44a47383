package dev.registrymirror.registries.file;

/**
 * Where something stands in a file.
 *
 * @param line line, from 1
 * @param column column in characters, from 1
 */
public record Place(int line, int column) {}
