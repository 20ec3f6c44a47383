package dev.registrymirror.registries.check;

import dev.registrymirror.registries.model.Auth;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.Secret;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Credentials and paths of configurations. No refusal holds a credential or any part of one. */
public final class AccessRules {
    private static final String CONSEQUENCE =
            "containerd's configuration would be invalid and containerd would not start";

    private AccessRules() {}

    /**
     * Checks any credential, a user name too. Most control characters RKE2 escapes in a way that TOML does not know.
     *
     * @param path the field that holds the credential, for the refusal
     * @param credential the credential
     */
    public static Optional<Refusal> credential(String path, Secret<String> credential) {
        OptionalInt control = Characters.firstControl(credential.reveal());
        if (control.isEmpty()) {
            return Optional.empty();
        }
        boolean lineBreak = control.getAsInt() == '\n' || control.getAsInt() == '\r';
        boolean writable =
                credential.reveal().codePoints().filter(Character::isISOControl).allMatch(Characters::isWritable);
        return Optional.of(new Refusal(
                path,
                RefusalCode.InvalidCredential,
                writable
                        ? "the value contains a control character, %s, which the registry would get as a part of it"
                                .formatted(Characters.name(control.getAsInt()))
                        : "the value contains a control character: " + CONSEQUENCE,
                lineBreak
                        ? "remove the line break; printf and echo -n write none at the end"
                        : "remove everything that is not printable"));
    }

    /**
     * Checks the {@code auth} field, which must be base64 of {@code user:password} or every pull fails.
     *
     * @param path the field, for the refusal
     * @param auth what it holds
     */
    public static Optional<Refusal> basicAuth(String path, Secret<String> auth) {
        Optional<Refusal> control = credential(path, auth);
        if (control.isPresent() || Auth.isEncoded(auth)) {
            return control;
        }
        return Optional.of(new Refusal(
                path,
                RefusalCode.InvalidCredential,
                "the value is not base64 of user:password: every pull from this host would fail",
                "encode user name, colon and password together, or give username and password instead"));
    }

    /** Whether a path is refused for nothing but letters beyond ASCII, which RKE2 and containerd take. */
    public static boolean isBeyondAsciiAlone(String file) {
        String plain = file.codePoints()
                .map(c -> c > '~' && !FieldPath.isInvisible(c) && !Character.isSpaceChar(c) && Character.isDefined(c)
                        ? 'x'
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return !plain.equals(file) && file("", plain).isEmpty();
    }

    /**
     * Checks a path on the node.
     *
     * @param path the field that holds the path, for the refusal
     * @param file the path
     */
    public static Optional<Refusal> file(String path, String file) {
        if (file.contains("-----BEGIN ")) {
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidPath,
                    "here is a certificate or key itself, where the path of a file is wanted: every pull of this registry would fail, at every endpoint",
                    "put it into a file on the node, and write that file's path, beginning with /"));
        }
        OptionalInt strange = Characters.firstBeyondAscii(file);
        if (strange.isPresent()) {
            boolean control = Character.isISOControl(strange.getAsInt());
            boolean writable = control && Characters.isWritable(strange.getAsInt());
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidPath,
                    "the path contains %s: %s"
                            .formatted(
                                    Characters.name(strange.getAsInt()),
                                    writable
                                            ? "there is no file of that name, and every pull of this registry would fail, at every endpoint"
                                            : control
                                                    ? CONSEQUENCE
                                                    : "programs find different files by it, or none, according to their locale"),
                    "use a path of printable ASCII"));
        }
        if (!file.startsWith("/")) {
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidPath,
                    "the path is not absolute: it would be looked for in a folder that RKE2 deletes at every start",
                    "write the whole path on the node, beginning with /"));
        }
        if (file.length() > Limits.PATH) {
            return Optional.of(new Refusal(
                    path,
                    RefusalCode.InvalidPath,
                    "the path has more than %d characters".formatted(Limits.PATH),
                    "put the file elsewhere"));
        }
        return Optional.empty();
    }

    /**
     * Checks that a client's certificate and key are both there or both not.
     *
     * @param certificatePath the certificate's field
     * @param certificate anything if there is a certificate, else null
     * @param keyPath the key's field
     * @param key anything if there is a key, else null
     */
    public static Optional<Refusal> identity(
            String certificatePath, @Nullable Object certificate, String keyPath, @Nullable Object key) {
        if ((certificate == null) == (key == null)) {
            return Optional.empty();
        }
        String missing = certificate == null ? "certificate" : "key";
        String there = certificate == null ? "key" : "certificate";
        return Optional.of(new Refusal(
                certificate == null ? certificatePath : keyPath,
                RefusalCode.HalfIdentity,
                "there is a client %s without its %s: every pull of this registry would fail, at every endpoint"
                        .formatted(there, missing),
                "add the %s, or remove the %s".formatted(missing, there)));
    }
}
