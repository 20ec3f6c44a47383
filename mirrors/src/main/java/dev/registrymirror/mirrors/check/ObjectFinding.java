package dev.registrymirror.mirrors.check;

import dev.registrymirror.mirrors.manifest.ManifestObject;
import dev.registrymirror.registries.file.Place;
import dev.registrymirror.registries.findings.Severity;
import dev.registrymirror.registries.model.FieldPath;
import dev.registrymirror.registries.model.UserInfo;
import org.jspecify.annotations.Nullable;

/**
 * A finding in a manifest. Holds no credential, and nothing of one.
 *
 * @param source name of the file
 * @param object the object that it is about, {@link ManifestObject#NONE} for the file as a whole
 * @param severity how much it matters
 * @param code name of a {@link dev.registrymirror.registries.findings.FindingCode} or of a {@link
 *     dev.registrymirror.mirrors.manifest.ManifestCode}
 * @param path the field: {@code spec.mirrors[docker.io].endpoints[0]}; empty for the object as a whole
 * @param place where it stands in the file, or null where it is about no place
 * @param message what really happens, one sentence without full stop
 * @param remedy what to write instead, one sentence without full stop
 */
public record ObjectFinding(
        String source,
        ManifestObject object,
        Severity severity,
        String code,
        String path,
        @Nullable Place place,
        String message,
        String remedy) {
    /** Masks what may be a password in an address that a sentence quotes, and escapes what nobody can see. */
    public ObjectFinding {
        path = FieldPath.visible(path);
        message = FieldPath.visible(UserInfo.maskedSentence(message));
        remedy = FieldPath.visible(UserInfo.maskedSentence(remedy));
    }

    /** Path, message and remedy in one line, as a {@link dev.registrymirror.registries.findings.Finding} says them. */
    public String sentence() {
        return (path.isEmpty() ? "" : path + ": ") + message + "; " + remedy;
    }
}
