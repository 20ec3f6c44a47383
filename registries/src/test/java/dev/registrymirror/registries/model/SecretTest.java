package dev.registrymirror.registries.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void neverShowsItsValueInText() {
        Auth auth = new Auth("user", Secret.of("hunter2"), Secret.of("dXNlcjpodW50ZXIy"), Secret.of("token-hunter2"));
        assertThat(new HostConfig(auth, null).toString())
                .contains("user")
                .doesNotContain("hunter2")
                .doesNotContain("dXNlcjpodW50ZXIy");
    }

    @Test
    void tellsNothingOfTheLengthEither() {
        assertThat(Secret.of("a").toString())
                .isEqualTo(Secret.of("a".repeat(100)).toString());
    }

    @Test
    void offersNothingToASerialiserOfBeans() {
        assertThat(Secret.of("x")).isNotInstanceOf(Serializable.class);
        assertThat(Arrays.stream(Secret.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName))
                .noneMatch(name -> name.startsWith("get") || name.startsWith("is"));
        assertThat(Secret.class.getFields()).isEmpty();
    }

    @Test
    void comparesByValueAndArraysByContent() {
        assertThat(Secret.of("x")).isEqualTo(Secret.of("x")).isNotEqualTo(Secret.of("y"));
        assertThat(Secret.of(new byte[] {1, 2}))
                .isEqualTo(Secret.of(new byte[] {1, 2}))
                .hasSameHashCodeAs(Secret.of(new byte[] {1, 2}))
                .isNotEqualTo(Secret.of(new byte[] {1, 3}));
    }
}
