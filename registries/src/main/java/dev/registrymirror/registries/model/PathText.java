package dev.registrymirror.registries.model;

import java.util.regex.Pattern;

/** The path of a certificate or key, as it may be shown. */
public final class PathText {
    /** The beginning of a PEM block, as it is and in base64: people write keys themselves where their files' paths are wanted. */
    private static final Pattern CONTENT = Pattern.compile("-----BEGIN|LS0tLS1|[\\r\\n]");

    private static final String MASK = "***";

    private PathText() {}

    /** The path; what is rather the content of a file is masked. */
    public static String shown(String path) {
        return CONTENT.matcher(path).find() ? MASK : path;
    }
}
