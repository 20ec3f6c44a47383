package dev.registrymirror.registries.file;

import dev.registrymirror.registries.model.Tls;
import org.jspecify.annotations.Nullable;

/** TLS settings while they are decoded. */
final class TlsFields {
    @Nullable
    String caFile;

    @Nullable
    String certFile;

    @Nullable
    String keyFile;

    boolean insecureSkipVerify;

    Tls toTls() {
        return new Tls(caFile, certFile, keyFile, insecureSkipVerify);
    }
}
