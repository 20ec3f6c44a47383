package dev.registrymirror.registries.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * A value that must not reach a log, an event, a status or an error message.
 *
 * <p>{@link #toString()} is masked, and the value has neither a getter nor a field that a serialiser of beans would find, so that
 * it goes out only where somebody wrote {@link #reveal()}. Arrays are compared by content; an array must not be changed once it is
 * wrapped.
 *
 * @param <T> the type of the value
 */
public final class Secret<T> {
    private final transient T value;

    private Secret(T value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Wraps a value. */
    public static <T> Secret<T> of(T value) {
        return new Secret<>(value);
    }

    /** The value itself. Whoever calls this answers for where it goes. */
    public T reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret<?> secret && Objects.deepEquals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {value});
    }

    /** Always the same text, whatever the value is: not even its length is told. */
    @Override
    public String toString() {
        return "***";
    }
}
