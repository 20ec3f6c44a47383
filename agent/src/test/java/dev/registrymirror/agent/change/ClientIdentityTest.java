package dev.registrymirror.agent.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdentityTest {
    @TempDir
    static Path folder;

    private static Identity rsa;
    private static Identity otherRsa;
    private static Identity ec;

    private static final class Identity {
        final byte[] certificate;
        final byte[] key;

        Identity(byte[] certificate, byte[] key) {
            this.certificate = certificate;
            this.key = key;
        }

        byte[] certificateFile() {
            return pem("CERTIFICATE", certificate);
        }

        byte[] keyFile() {
            return pem("PRIVATE KEY", key);
        }

        /** The key alone, as OpenSSL wrote it before PKCS #8: what its octet string holds, after version and algorithm. */
        byte[] olderForm() {
            int version = header(0);
            int algorithm = version + 3;
            int octets = algorithm + 2 + key[algorithm + 1];
            return Arrays.copyOfRange(key, octets + header(octets), key.length);
        }

        private int header(int at) {
            return 2 + (key[at + 1] < 0 ? key[at + 1] & 0x7f : 0);
        }
    }

    @BeforeAll
    static void make() throws Exception {
        rsa = identity("rsa", "RSA", "2048");
        otherRsa = identity("other", "RSA", "2048");
        ec = identity("ec", "EC", "256");
    }

    @Test
    void aKeyFitsItsOwnCertificateOnly() {
        assertThat(ClientIdentity.of(rsa.certificateFile(), rsa.keyFile())).isEqualTo(ClientIdentity.FITS);
        assertThat(ClientIdentity.of(ec.certificateFile(), ec.keyFile())).isEqualTo(ClientIdentity.FITS);
        assertThat(ClientIdentity.of(rsa.certificateFile(), otherRsa.keyFile())).isEqualTo(ClientIdentity.MISMATCH);
        assertThat(ClientIdentity.of(rsa.certificateFile(), ec.keyFile())).isEqualTo(ClientIdentity.MISMATCH);
        assertThat(ClientIdentity.of(ec.certificateFile(), rsa.keyFile())).isEqualTo(ClientIdentity.MISMATCH);
    }

    @Test
    void keysInTheOlderFormsAreRead() {
        byte[] pkcs1 = pem("RSA PRIVATE KEY", rsa.olderForm());
        assertThat(ClientIdentity.of(rsa.certificateFile(), pkcs1)).isEqualTo(ClientIdentity.FITS);
        assertThat(ClientIdentity.of(otherRsa.certificateFile(), pkcs1)).isEqualTo(ClientIdentity.MISMATCH);
        byte[] sec1 = pem("EC PRIVATE KEY", ec.olderForm());
        assertThat(ClientIdentity.of(ec.certificateFile(), sec1)).isEqualTo(ClientIdentity.FITS);
    }

    @Test
    void ofSeveralCertificatesTheFirstIsTheClients() {
        byte[] chain = concat(rsa.certificateFile(), otherRsa.certificateFile());
        assertThat(ClientIdentity.of(chain, rsa.keyFile())).isEqualTo(ClientIdentity.FITS);
        assertThat(ClientIdentity.of(chain, otherRsa.keyFile())).isEqualTo(ClientIdentity.MISMATCH);
    }

    @Test
    void anEncryptedKeyIsToldAsSuch() {
        assertThat(ClientIdentity.of(rsa.certificateFile(), pem("ENCRYPTED PRIVATE KEY", rsa.key)))
                .isEqualTo(ClientIdentity.ENCRYPTED_KEY);
        byte[] older = """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-256-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """.getBytes(StandardCharsets.US_ASCII);
        assertThat(ClientIdentity.of(rsa.certificateFile(), older)).isEqualTo(ClientIdentity.ENCRYPTED_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "-----BEGIN PRIVATE KEY-----", "-----BEGIN CERTIFICATE-----\n%\n-----END"})
    void whatIsNoPemIsNeither(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(ClientIdentity.of(bytes, rsa.keyFile())).isEqualTo(ClientIdentity.NO_CERTIFICATE);
        assertThat(ClientIdentity.of(rsa.certificateFile(), bytes)).isEqualTo(ClientIdentity.NO_KEY);
    }

    @Test
    void aCertificateInDerIsNone() {
        assertThat(ClientIdentity.of(rsa.certificate, rsa.keyFile())).isEqualTo(ClientIdentity.NO_CERTIFICATE);
    }

    private static byte[] pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Identity identity(String name, String algorithm, String size)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        String password = "only for this test";
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        algorithm,
                        algorithm.equals("EC") ? "-groupname" : "-keysize",
                        algorithm.equals("EC") ? "secp" + size + "r1" : size,
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        password,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().transferTo(System.out);
        assertThat(keytool.waitFor()).as("keytool").isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        return new Identity(
                keys.getCertificate(name).getEncoded(),
                keys.getKey(name, password.toCharArray()).getEncoded());
    }
}
