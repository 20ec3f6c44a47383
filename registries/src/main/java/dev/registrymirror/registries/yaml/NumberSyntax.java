package dev.registrymirror.registries.yaml;

import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What yaml.v2 takes for a number, which matters only where a tag says that it is one. */
final class NumberSyntax {
    /** Go's spellings of integers, and yaml.v2's binary ones, which may have their sign in the middle. */
    private static final Pattern INTEGER = Pattern.compile("(?<sign>[-+]?)"
            + "(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<binary>[01]+)|0[oO]?(?<octal>[0-7]+)|(?<decimal>0|[1-9][0-9]*))"
            + "|0b(?<inner>[-+])(?<signed>[01]+)");

    private static final Map<String, Integer> RADIX =
            Map.of("hex", 16, "binary", 2, "octal", 8, "decimal", 10, "signed", 2);

    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern DOTTED_FLOAT =
            Pattern.compile("\\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?");
    private static final Pattern SPECIAL = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private NumberSyntax() {}

    static boolean isInteger(String value) {
        Matcher integer = integer(value);
        if (!integer.matches()) {
            return false;
        }
        BigInteger number = number(integer);
        boolean signed = value.contains("-") || value.contains("+");
        return number.compareTo(MIN) >= 0 && number.compareTo(signed ? MAX : MAX_UNSIGNED) <= 0;
    }

    static boolean isFloat(String value) {
        if (SPECIAL.matcher(value).matches()) {
            return true;
        }
        if (value.startsWith(".")) {
            return DOTTED_FLOAT.matcher(value).matches() && isFinite(value.replace("_", ""));
        }
        Matcher integer = integer(value);
        if (integer.matches()) {
            // An integer becomes a float, but for one that takes 64 bits without a sign.
            if (isInteger(value)) {
                return number(integer).compareTo(MAX) <= 0;
            }
        }
        String plain = value.replace("_", "");
        return startsAsNumber(value) && FLOAT.matcher(plain).matches() && isFinite(plain);
    }

    private static Matcher integer(String value) {
        return INTEGER.matcher(startsAsNumber(value) ? value.replace("_", "") : "none");
    }

    private static boolean startsAsNumber(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        return (first >= '0' && first <= '9') || first == '-' || first == '+';
    }

    private static BigInteger number(Matcher integer) {
        boolean negative = "-".equals(integer.group("sign")) || "-".equals(integer.group("inner"));
        for (Map.Entry<String, Integer> radix : RADIX.entrySet()) {
            String digits = integer.group(radix.getKey());
            if (digits != null) {
                BigInteger number = new BigInteger(digits, radix.getValue());
                return negative ? number.negate() : number;
            }
        }
        throw new IllegalArgumentException("no digits");
    }

    /** Go refuses what is too large for a float. */
    private static boolean isFinite(String number) {
        return Double.isFinite(Double.parseDouble(number));
    }
}
