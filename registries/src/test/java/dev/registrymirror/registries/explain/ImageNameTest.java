package dev.registrymirror.registries.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.registries.explain.ImageName.Problem;
import dev.registrymirror.registries.explain.ImageName.Result.Invalid;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox:latest",
        "busybox:1.36, docker.io/library/busybox:1.36",
        "rancher/rke2-runtime:v1, docker.io/rancher/rke2-runtime:v1",
        "docker.io/busybox, docker.io/library/busybox:latest",
        "index.docker.io/busybox, docker.io/library/busybox:latest",
        "registry-1.docker.io/busybox, registry-1.docker.io/busybox:latest",
        "word/app, docker.io/word/app:latest",
        "localhost/app, localhost/app:latest",
        "Word/app, Word/app:latest",
        "word:5000/app, word:5000/app:latest",
        "quay.io/a/b:t, quay.io/a/b:t",
        "[2001:db8::1]:5000/a:T, [2001:db8::1]:5000/a:T",
        "busybox:5000, docker.io/library/busybox:5000",
        "registry_1.example/a, registry_1.example/a:latest",
        "127.0.0.1:5000/a__b/c--d.e, 127.0.0.1:5000/a__b/c--d.e:latest"
    })
    void isNormalisedAsContainerdDoes(String name, String expected) {
        assertThat(ImageName.of(name))
                .isInstanceOfSatisfying(
                        Named.class,
                        named -> assertThat(named.image().toString()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"quay.io/a@", "quay.io/a:t@"})
    void losesItsTagToADigest(String name) {
        assertThat(ImageName.of(name + DIGEST)).isEqualTo(new Named(new ImageName("quay.io", "a", null, DIGEST)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY, empty",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, IDENTIFIER, identifier",
        "quay.io/App, UPPER_CASE, App",
        "BusyBox, UPPER_CASE, BusyBox",
        "https://quay.io/a, FORMAT, scheme",
        "quay.io/a:, FORMAT, '\"\" is no tag'",
        "quay.io/a:-x, FORMAT, '\"-x\" is no tag'",
        "quay.io/a:b:c, FORMAT, '\"b:c\" is no tag'",
        "quay.io/a//b, FORMAT, '\"a//b\" is no repository'",
        "quay.io/, FORMAT, '\"\" is no repository'",
        "quay_.io/a, FORMAT, '\"quay_.io\" is no registry'",
        "quay.io:x/a, FORMAT, '\"quay.io:x\" is no registry'",
        "quay.io/a@sha256:abc, FORMAT, '\"sha256:abc\" is no digest'",
        "a b, FORMAT, no repository",
        "quay.io/a@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, DIGEST, 64 digits",
        "quay.io/a@md5:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, DIGEST, md5",
        "quay.io/a@sha256:Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, DIGEST, capital"
    })
    void saysWhatIsWrong(String name, Problem problem, String reason) {
        assertThat(ImageName.of(name)).isInstanceOfSatisfying(Invalid.class, invalid -> {
            assertThat(invalid.problem()).isEqualTo(problem);
            assertThat(invalid.reason()).contains(reason);
            assertThat(invalid.remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"255, Named", "256, Invalid"})
    void takesRepositoriesOf255Characters(int length, String expected) {
        assertThat(ImageName.of("quay.io/" + "a".repeat(length)).getClass().getSimpleName())
                .isEqualTo(expected);
    }
}
