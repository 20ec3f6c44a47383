package dev.registrymirror.registries.yaml;

/**
 * A place in the text, counted in characters from 0.
 *
 * @param index characters before it in the whole text
 * @param line lines before it
 * @param column characters before it on its line
 */
public record Mark(int index, int line, int column) {}
