package dev.registrymirror.operator.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must hold for a page to say that all is well.
 *
 * @param name what is looked at
 * @param problem what is wrong with it now, or empty; must not block
 */
public record Check(String name, Supplier<Optional<String>> problem) {}
