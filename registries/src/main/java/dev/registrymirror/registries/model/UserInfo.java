package dev.registrymirror.registries.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the {@code @} of an address, and can be a password: it is shown to nobody. */
public final class UserInfo {
    /** A user, or a user and a password, which can hold anything; but no repository and no pattern of a rewrite. */
    private static final Pattern LIKELY =
            Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*://)?(?:[^\\s/(){}^$*\\\\:@]+:.*|[^\\s/(){}^$*\\\\:@]+)@.*");

    /** A credential whose key has swallowed it, since no blank follows the colon: {@code {password:example}}. */
    private static final Pattern SWALLOWED =
            Pattern.compile("(?is)([a-z_-]*(?:pass|pwd|token|auth|secret)[a-z_-]*[:=]).+");

    /** The same where nothing but credentials is expected: {@code auth: {admin:example}}. */
    private static final Pattern SWALLOWED_BY_ANY = Pattern.compile("(?s)([^:=]*[:=]).+");

    /** A host that happens to be called so, with its port. */
    private static final Pattern HOST_PORT =
            Pattern.compile("(?i)(?!(?:password|passwd|pass|pwd|token|auth|secret):)[a-z0-9-]+:[0-9]{1,5}");

    /** An address with user and password, within a sentence. */
    private static final Pattern IN_SENTENCE =
            Pattern.compile("(?<![^\\s\"'(])((?:[A-Za-z][A-Za-z0-9+.-]*+://)?+)[^\\s\"/:]++:[^\\s\"]*@");

    private static final String MASK = "***";

    private UserInfo() {}

    /**
     * An address without it: the name of a registry or host, or an endpoint. It is looked for generously, as a password that holds a slash
     * makes the address unusable, but is a password all the same.
     */
    public static String masked(String address) {
        int query = address.indexOf('?');
        if (query >= 0) {
            // Tokens are given in queries, too; containerd sends none.
            return masked(address.substring(0, query)) + "?" + MASK;
        }
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address;
        }
        int scheme = address.indexOf("://");
        return (scheme < 0 || scheme > at ? "" : address.substring(0, scheme + 3)) + MASK + address.substring(at);
    }

    /** A sentence that may name addresses, each without it. */
    public static String maskedSentence(String sentence) {
        return sentence.indexOf('@') < 0
                ? sentence
                : IN_SENTENCE.matcher(sentence).replaceAll("$1" + Matcher.quoteReplacement(MASK + "@"));
    }

    /** A key below {@code auth}, where all that follows a colon or an equals sign is a credential that the key has swallowed. */
    static String maskedCredential(String key) {
        Matcher swallowed = SWALLOWED_BY_ANY.matcher(key);
        return swallowed.matches() ? swallowed.group(1) + MASK : maskedKey(key);
    }

    /** A key of a file, which can be an address, a pattern, or a slip of any kind, without what looks like a credential. */
    static String maskedKey(String key) {
        Matcher swallowed = SWALLOWED.matcher(key);
        if (swallowed.matches() && !HOST_PORT.matcher(key).matches()) {
            return swallowed.group(1) + MASK;
        }
        return key.indexOf('@') >= 0 && LIKELY.matcher(key).matches() ? masked(key) : key;
    }
}
