package dev.registrymirror.mirrors.resolve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that was found behind a reference, or everything that is wrong with it. */
record Answer<T>(@Nullable T value, List<Problem> problems) {

    static <T> Answer<T> found(T value) {
        return new Answer<>(value, List.of());
    }

    static <T> Answer<T> none(Problem problem) {
        return new Answer<>(null, List.of(problem));
    }

    static <T> Answer<T> none(List<Problem> problems) {
        return new Answer<>(null, List.copyOf(problems));
    }
}
