package dev.registrymirror.registries.check;

import java.util.Optional;

/** Whether a CA file that is on the node already will do, asked on the node itself; see {@link PemCertificates}. */
public final class CaFileRules {
    private CaFileRules() {}

    /**
     * Checks a CA file's content.
     *
     * @param path the field that names the file, for the refusal
     * @param pem what the file holds
     */
    public static Optional<Refusal> check(String path, byte[] pem) {
        return PemCertificates.of(pem).isEmpty()
                ? Optional.of(new Refusal(
                        path,
                        RefusalCode.InvalidCaBundle,
                        "there is no certificate in the CA file: every pull of this registry would fail, at every endpoint",
                        "put the CA's certificate there in PEM, beginning with " + PemCertificates.BEGIN))
                : Optional.empty();
    }
}
