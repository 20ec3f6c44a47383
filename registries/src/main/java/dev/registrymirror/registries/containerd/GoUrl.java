package dev.registrymirror.registries.containerd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A URL as Go's net/url has it. All strings are bytes, a character each.
 *
 * @param scheme in lower case, or empty
 * @param opaque what follows the scheme where that is no slash, or empty
 * @param authority user and host
 * @param path the path
 * @param tail query and fragment as they are written, or empty
 */
record GoUrl(String scheme, String opaque, Authority authority, Path path, String tail) {
    /**
     * User and host.
     *
     * @param user user name and password, escaped; null without an {@code @}
     * @param host host with its port, unescaped
     * @param omitted whether the text has no {@code //}
     */
    record Authority(@Nullable String user, String host, boolean omitted) {}

    /**
     * A path.
     *
     * @param value unescaped
     * @param written as it was escaped, or empty where Go would escape it so
     */
    record Path(String value, String written) {
        String escaped() {
            // What was written stays only as long as it means the path.
            if (!written.isEmpty() && UrlPart.PATH.isEscaped(written)) {
                try {
                    if (UrlPart.PATH.unescape(written).equals(value)) {
                        return written;
                    }
                } catch (MalformedUrl e) {
                    throw new IllegalStateException("a path that was parsed before", e);
                }
            }
            return value.equals("*") ? "*" : UrlPart.PATH.escape(value);
        }
    }

    GoUrl withScheme(String other) {
        return new GoUrl(other, opaque, authority, path, tail);
    }

    GoUrl withHost(String other) {
        return new GoUrl(scheme, opaque, new Authority(authority.user, other, authority.omitted), path, tail);
    }

    /** Like Go, keeps how the former path was written. */
    GoUrl withPath(String other) {
        return new GoUrl(scheme, opaque, authority, new Path(other, path.written), tail);
    }

    String host() {
        return authority.host;
    }

    /** The URL's text, for a URL with a scheme. */
    String text() {
        StringBuilder text = new StringBuilder(scheme).append(':');
        if (!opaque.isEmpty()) {
            return text.append(opaque).append(tail).toString();
        }
        String escapedPath = path.escaped();
        boolean hasHost = !host().isEmpty();
        if (hasHost || authority.user != null || (!authority.omitted && !path.value.isEmpty())) {
            text.append("//");
        }
        if (authority.user != null) {
            text.append(authority.user).append('@');
        }
        text.append(UrlPart.HOST.escape(host()));
        if (hasHost && !escapedPath.isEmpty() && escapedPath.charAt(0) != '/') {
            text.append('/');
        }
        return text.append(escapedPath).append(tail).toString();
    }

    /** The bytes of a text, a character each. */
    static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The text of bytes; where they are no UTF-8, each of them that is no ASCII becomes a character of U+DC80 to U+DCFF. */
    static String decode(String bytes) {
        if (bytes.chars().allMatch(c -> c < 0x80)) {
            return bytes;
        }
        byte[] utf8 = bytes.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            StringBuilder text = new StringBuilder();
            bytes.chars().forEach(c -> text.append((char) (c < 0x80 ? c : 0xdc00 + c)));
            return text.toString();
        }
    }
}
