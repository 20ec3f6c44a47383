package dev.registrymirror.cli.terminal;

/** When to print in colour; the constants' names are those of the option. */
public enum Color {
    /** On a terminal that shows it, unless the environment says NO_COLOR. */
    auto,
    /** Also into a pipe or a file. */
    always,
    never
}
