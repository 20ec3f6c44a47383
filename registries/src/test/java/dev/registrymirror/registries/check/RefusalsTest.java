package dev.registrymirror.registries.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.model.Tls;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Mirror MIRROR = Mirror.of(List.of("https://m.example"), Map.of());

    @Test
    void findsEverythingAtOnceInTheOrderOfTheFile() {
        Registries registries = Registries.of(
                Map.of(
                        "a/b",
                        Mirror.of(List.of("https://ok.example", "ftp://x", ""), Map.of("\\.", "\"")),
                        "quay.io",
                        MIRROR),
                Map.of(
                        "..",
                        new HostConfig(
                                new Auth("u\n", Secret.of("p\u007f"), Secret.of("%"), Secret.of("\0")),
                                new Tls("ca.pem", "/c\t", null, false))));
        assertThat(Refusals.of(registries))
                .extracting(Refusal::path, Refusal::code)
                .containsExactly(
                        row("mirrors[\"a/b\"]", RefusalCode.InvalidName),
                        row("mirrors[\"a/b\"].endpoint[1]", RefusalCode.InvalidEndpoint),
                        row("mirrors[\"a/b\"].endpoint[2]", RefusalCode.InvalidEndpoint),
                        row("mirrors[\"a/b\"].rewrite[\"\\\\.\"]", RefusalCode.InvalidPattern),
                        row("mirrors[\"a/b\"].rewrite[\"\\\\.\"]", RefusalCode.InvalidReplacement),
                        row("configs[\"..\"]", RefusalCode.InvalidName),
                        row("configs[\"..\"].auth.username", RefusalCode.InvalidCredential),
                        row("configs[\"..\"].auth.password", RefusalCode.InvalidCredential),
                        row("configs[\"..\"].auth.auth", RefusalCode.InvalidCredential),
                        row("configs[\"..\"].auth.identity_token", RefusalCode.InvalidCredential),
                        row("configs[\"..\"].tls.ca_file", RefusalCode.InvalidPath),
                        row("configs[\"..\"].tls.cert_file", RefusalCode.InvalidPath),
                        row("configs[\"..\"].tls.key_file", RefusalCode.HalfIdentity));
    }

    @Test
    void everyRefusalSaysWhatItDoesAndWhatToDoInOnePrintableLine() {
        Registries registries = Registries.of(
                Map.of("a\n\u001b[31m\u202e\"b", Mirror.of(List.of("https://x y"), Map.of("(", "\u0007"))),
                Map.of("", new HostConfig(null, new Tls(null, null, "/k", false))));
        assertThat(Refusals.of(registries)).hasSize(6).allSatisfy(refusal -> {
            assertThat(refusal.message()).isNotBlank();
            assertThat(refusal.remedy()).isNotBlank();
            assertThat(refusal.toString().chars())
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        });
    }

    @Test
    void neverHoldsACredential() {
        Auth auth = new Auth("hunter1\n", Secret.of("hunter2\n"), Secret.of("hunter3"), Secret.of("hunter4\r"));
        assertThat(Refusals.of(Registries.of(Map.of(), Map.of("h", new HostConfig(auth, null)))))
                .hasSize(4)
                .allSatisfy(refusal -> assertThat(refusal.toString()).doesNotContain("hunter"));
    }

    @Test
    void countsEntries() {
        Map<String, Mirror> mirrors = new TreeMap<>();
        Map<String, HostConfig> configs = new TreeMap<>();
        Map<String, String> rewrites = new TreeMap<>();
        IntStream.range(0, 129).forEach(i -> mirrors.put("m" + i, Mirror.EMPTY));
        IntStream.range(0, 129).forEach(i -> configs.put("m" + i, HostConfig.EMPTY));
        IntStream.range(0, 17).forEach(i -> rewrites.put("m" + i, "x"));
        mirrors.put("m0", Mirror.of(Collections.nCopies(17, "h"), rewrites));
        assertThat(Refusals.of(Registries.of(mirrors, configs)))
                .allMatch(refusal -> refusal.code() == RefusalCode.TooMany)
                .extracting(Refusal::path)
                .containsExactly("mirrors", "mirrors[\"m0\"].endpoint", "mirrors[\"m0\"].rewrite", "configs");
        mirrors.remove("m128");
        mirrors.put("m0", Mirror.of(Collections.nCopies(16, "h"), Map.of()));
        configs.remove("m128");
        assertThat(Refusals.of(Registries.of(mirrors, configs))).isEmpty();
    }

    private static Tuple row(String path, RefusalCode code) {
        return tuple(path, code);
    }
}
