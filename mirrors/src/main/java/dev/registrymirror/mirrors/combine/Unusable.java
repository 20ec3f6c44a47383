package dev.registrymirror.mirrors.combine;

import dev.registrymirror.mirrors.resolve.Problem;
import dev.registrymirror.mirrors.resolve.Resolution.Unresolved;
import java.util.stream.Stream;

/** A RegistryMirror that cannot be used. */
record Unusable(String name, Unresolved unresolved) {
    String say(Problem problem) {
        return "RegistryMirror " + name + " cannot be used: " + problem;
    }

    /** Everything that keeps it from being used, a sentence each. */
    Stream<String> problems() {
        return Stream.concat(unresolved.invalid().stream(), unresolved.unusable().stream())
                .map(this::say);
    }
}
