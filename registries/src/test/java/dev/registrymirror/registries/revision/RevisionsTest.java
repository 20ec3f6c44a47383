package dev.registrymirror.registries.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionResult.Made;
import dev.registrymirror.registries.revision.RevisionResult.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionsTest {
    private static final RevisionKey KEY = key((byte) 1);
    private static final NodeFile CA = file("ca");
    private static final NodeFile KEY_FILE = file("key");

    @Test
    void namesAMeaningByThirtyTwoHexDigits() {
        Revision revision = make(KEY, new Composed(password("p"), List.of(CA)));
        assertThat(revision.id()).matches("[0-9a-f]{32}");
        assertThat(revision.payload().registriesYaml().reveal()).isEqualTo(RegistriesWriter.write(password("p")));
        assertThat(revision.payload().files()).containsExactly(CA);
    }

    @Test
    void isTheHmacOfLengthPrefixedTextAndFiles() {
        // Computed once with Python's hmac: each text behind its length in 4 bytes, big-endian.
        assertThat(make(KEY, new Composed(Registries.EMPTY, List.of(CA))).id())
                .isEqualTo("1be786df8a9ec693ae2a0954bf00ed1b");
    }

    @Test
    void equalMeaningHasTheSameName() {
        assertThat(make(KEY, new Composed(password("p"), List.of(CA, KEY_FILE))))
                .isEqualTo(make(KEY, new Composed(password("p"), List.of(KEY_FILE, CA, CA))));
    }

    @Test
    void anyDifferenceIsAnotherName() {
        assertThat(List.of(
                        make(KEY, new Composed(password("p"), List.of())).id(),
                        make(KEY, new Composed(password("q"), List.of())).id(),
                        make(KEY, new Composed(password("p"), List.of(CA))).id(),
                        make(KEY, new Composed(password("p"), List.of(KEY_FILE)))
                                .id(),
                        make(KEY, new Composed(Registries.of(Map.of("m", Mirror.EMPTY), Map.of()), List.of()))
                                .id(),
                        make(KEY, new Composed(Registries.EMPTY, List.of())).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void isKeyedSoThatNobodyCanTryPasswords() {
        Composed composed = new Composed(password("p"), List.of());
        assertThat(make(KEY, composed).id())
                .isNotEqualTo(make(key((byte) 2), composed).id());
    }

    @Test
    void tellsNoSecretInText() {
        assertThat(make(KEY, new Composed(password("hunter2"), List.of())).toString())
                .doesNotContain("hunter2");
        assertThat(KEY.toString()).isEqualTo("RevisionKey[bytes=***]");
    }

    @Test
    void refusesWhatIsTooLargeAndSaysSo() {
        int text = RegistriesWriter.write(Registries.EMPTY).length();
        int rest = Revisions.MAX_BYTES - text;
        assertThat(revisions(KEY).of(new Composed(Registries.EMPTY, List.of(file("x".repeat(rest))))))
                .isInstanceOf(Made.class);
        assertThat(revisions(KEY).of(new Composed(Registries.EMPTY, List.of(file("x".repeat(rest + 1))))))
                .isEqualTo(new TooLarge(Revisions.MAX_BYTES + 1, Revisions.MAX_BYTES))
                .extracting(result -> ((TooLarge) result).message())
                .asString()
                .contains("262145", "262144");
        assertThat(revisions(KEY).of(new Composed(password("x".repeat(2_000_000)), List.of())))
                .isInstanceOf(TooLarge.class);
    }

    @Test
    void takesOnlyAKeyOfTheRightLength() {
        assertThatThrownBy(() -> new RevisionKey(Secret.of(new byte[31]))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Revisions revisions(RevisionKey key) {
        return new Revisions(key);
    }

    private static Revision make(RevisionKey key, Composed composed) {
        return ((Made) revisions(key).of(composed)).revision();
    }

    private static RevisionKey key(byte filler) {
        byte[] bytes = new byte[RevisionKey.LENGTH];
        java.util.Arrays.fill(bytes, filler);
        return new RevisionKey(Secret.of(bytes));
    }

    private static Registries password(String password) {
        return Registries.of(
                Map.of(), Map.of("h", new HostConfig(new Auth("u", Secret.of(password), null, null), null)));
    }

    private static NodeFile file(String content) {
        return NodeFile.of(Secret.of(content.getBytes(StandardCharsets.UTF_8)));
    }
}
