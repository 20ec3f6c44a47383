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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker.io",
                "registry.example.com:5000",
                "localhost",
                "localhost:5000",
                "*",
                "10.0.0.1",
                "10.0.0.1:443",
                "Registry.Example.com",
                "[2001:db8::1]:5000",
                "[::1]",
                "[::ffff:10.0.0.1]:5000",
                "[1:2:3:4:5:6:7:8]",
                "[1:2:3:4:5:6:7::]",
                "h:1",
                "h:65535"
            })
    void takesNamesOfRegistries(String name) {
        assertThat(NameRules.check("p", name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "_default",
                "a/b",
                "/",
                "https://docker.io",
                "a'b",
                "a\"b",
                "a\\b",
                "a\nb",
                "a\u007f",
                "a\u0085",
                "a b",
                "*.example.com",
                "a_b",
                "h:",
                ":5000",
                "h:0",
                "h:65536",
                "h:99999999999",
                "h:5x",
                "h:+5",
                "h:٥",
                "...",
                "-",
                "2001:db8::1",
                "[2001:db8::1",
                "[::1]x",
                "[::1]:",
                "[fe80::1%eth0]",
                "[]",
                "[:]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[:::]",
                "[12345::]",
                "[g::]",
                "[1.2.3.4]",
                "[::1.2.3]",
                "[::1.2.3.256]",
                "[1.2.3.4::]",
                "[1:2:3:4:5:6:7:8::]",
                "user@host",
                "h?x",
                "h#x",
                "é.example",
                "\ud83d",
                "[",
                "]"
            })
    void refusesNamesThatNoRegistryCanHave(String name) {
        assertThat(NameRules.check("p", name)).get().extracting(Refusal::code).isEqualTo(RefusalCode.InvalidName);
    }

    @Test
    void refusesANameThatIsTooLongForAFolder() {
        assertThat(NameRules.check("p", "a".repeat(253))).isEmpty();
        assertThat(NameRules.check("p", "a".repeat(254))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://m.example",
                "http://m.example:5000",
                "HTTPS://m.example",
                "m.example",
                "m.example:5000",
                "localhost:5000",
                "https://m.example/",
                "https://m.example/v2",
                "https://m.example/v2/",
                "https://m.example/v2/proxy-cache_1~/x.y",
                "m.example/a",
                "https://[2001:db8::1]:5000/v2",
                "[::1]:5000",
                "https://10.0.0.1"
            })
    void takesEndpoints(String endpoint) {
        assertThat(EndpointRules.check("p", endpoint)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v2",
                "https://",
                "https:///v2",
                "ftp://x",
                "://x",
                "https://user@h",
                "https://user:pw@h",
                "user@h",
                "https://h?a=b",
                "https://h/x?a",
                "https://h#f",
                "https://h:",
                "https://h:0",
                "https://h/%41",
                "https://h/a b",
                "https://h/\"",
                "https://h/\\",
                "https://h\n",
                "https://h/é",
                "https://*",
                "*",
                "https://h:5000:5000",
                "https:// h",
                "http:h",
                "https:/h",
                "https://2001:db8::1",
                "https://[::1%25eth0]/",
                "https://h/a:b"
            })
    void refusesEndpointsThatAreDeadOrLeak(String endpoint) {
        assertThat(EndpointRules.check("p", endpoint))
                .get()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.InvalidEndpoint);
    }

    @Test
    void doesNotRepeatThePasswordOfAnEndpoint() {
        assertThat(EndpointRules.check("p", "https://user:hunter2@h").toString())
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^rancher/(.*)",
                "^(.*)$",
                "[.]",
                "(?P<n>a)",
                "a{2,5}",
                "([a-z]{1,63}[.]){1,15}",
                "[a{9}]{1000}",
                "(a{500}){2}",
                "{",
                "a{,3}",
                "library/[a-z0-9]+",
                "😀",
                "{}"
            })
    void takesPatterns(String pattern) {
        assertThat(RewriteRules.pattern("p", pattern)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\.",
                "\"",
                "a\nb",
                "a\tb",
                "\u007f",
                "(",
                "[",
                "*",
                "(?=a)",
                "(?!a)",
                "(?<=a)",
                "a{1001}",
                "((a{100}){100}){100}",
                "(a{1000}){2}",
                "a{1000}(?s){1000}",
                "(a{1000}b){0,2}",
                "a{1000}(?s){1000}",
                "(a{1000}b){0,2}",
                "([]a]{40}){40}",
                "a**",
                "\ud83d"
            })
    void refusesPatternsThatContainerdCannotUse(String pattern) {
        assertThat(RewriteRules.pattern("p", pattern))
                .get()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.InvalidPattern);
    }

    @Test
    void boundsPatternsSoThatTheyCanBeKeysAndCompileQuickly() {
        assertThat(RewriteRules.pattern("p", "a".repeat(512))).isEmpty();
        assertThat(RewriteRules.pattern("p", "a".repeat(513))).isPresent();
        assertThat(RewriteRules.pattern("p", "(".repeat(200) + ")".repeat(200))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub/$1", "${1}x", "{}", "$$", "a b", "'"})
    void takesReplacements(String replacement) {
        assertThat(RewriteRules.replacement("p", replacement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\1", "\"", "a\n", "\u0000", "\u007f"})
    void refusesReplacementsThatBreakToml(String replacement) {
        assertThat(RewriteRules.replacement("p", replacement))
                .get()
                .extracting(Refusal::code)
                .isEqualTo(RefusalCode.InvalidReplacement);
    }

    @Test
    void findsPatternsThatStandTwice() {
        assertThat(RewriteRules.duplicates("spec.mirrors[docker.io].rewrites", List.of("a", "b", "a", "a")))
                .extracting(Refusal::path)
                .containsExactly(
                        "spec.mirrors[docker.io].rewrites[2].pattern", "spec.mirrors[docker.io].rewrites[3].pattern");
    }

    @Test
    void takesCredentialsWithoutControlCharacters() {
        for (String credential : List.of("p\"\\x'", "é😀", " ", "a=b", "\u00a0\u200b")) {
            assertThat(AccessRules.credential("p", Secret.of(credential))).isEmpty();
        }
        assertThat(AccessRules.basicAuth("p", Secret.of("dTpw"))).isEmpty();
    }

    @Test
    void saysHowTheUsualLineBreakGetsIntoAPassword() {
        assertThat(AccessRules.credential("p", Secret.of("secret\n"))
                        .orElseThrow()
                        .remedy())
                .contains("echo -n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "dXNlcg==", "dTpw\n", "user:password", "dTpwdw", "dTpwdw="})
    void refusesAuthThatIsNotBase64OfUserAndPassword(String auth) {
        assertThat(AccessRules.basicAuth("p", Secret.of(auth))).isPresent();
    }

    @Test
    void takesTheWholeIdentityOrNone() {
        assertThat(AccessRules.identity("c", "x", "k", "y")).isEmpty();
        assertThat(AccessRules.identity("c", null, "k", null)).isEmpty();
        assertThat(AccessRules.identity("c", "x", "k", null).orElseThrow().path())
                .isEqualTo("k");
        assertThat(AccessRules.identity("c", null, "k", "y").orElseThrow().path())
                .isEqualTo("c");
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
