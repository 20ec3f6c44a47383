package dev.registrymirror.registries.compose;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.Mirror;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the first field in which two values differ, and never what stands in it. */
final class Differences {
    private Differences() {}

    static String of(Mirror left, Mirror right) {
        return left.endpoints().equals(right.endpoints()) ? "rewrites" : "endpoints";
    }

    static String of(HostAccess left, HostAccess right) {
        return Objects.equals(left.auth(), right.auth())
                ? ofTls(left.tls(), right.tls())
                : ofAuth(left.auth(), right.auth());
    }

    private static String ofAuth(@Nullable Auth left, @Nullable Auth right) {
        if (left == null || right == null) {
            return "auth";
        }
        if (!Objects.equals(left.username(), right.username())) {
            return "auth.username";
        }
        if (!Objects.equals(left.password(), right.password())) {
            return "auth.password";
        }
        return Objects.equals(left.auth(), right.auth()) ? "auth.identityToken" : "auth.auth";
    }

    private static String ofTls(@Nullable TlsMaterial left, @Nullable TlsMaterial right) {
        if (left == null || right == null) {
            return "tls";
        }
        if (!Objects.equals(left.ca(), right.ca())) {
            return "tls.ca";
        }
        boolean sameIdentity =
                Objects.equals(left.certificate(), right.certificate()) && Objects.equals(left.key(), right.key());
        return sameIdentity ? "tls.insecureSkipVerify" : "tls.clientCert";
    }
}
