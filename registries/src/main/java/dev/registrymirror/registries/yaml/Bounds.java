package dev.registrymirror.registries.yaml;

/**
 * How much may be spent on a text.
 *
 * @param depth lists and maps within each other
 * @param nodes keys and values
 */
public record Bounds(int depth, int nodes) {}
