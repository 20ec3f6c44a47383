import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the tests of the last run by kind, from the reports that surefire and failsafe left:
 * {@code java TestCounts.java KIND...}. Exit status 1 when a kind that is named ran no test, or any test failed or was skipped:
 * a test that could not run is not a test that passed.
 */
class TestCounts {
    enum Kind {
        Test("pure"),
        IT("real API server"),
        E2E("real nodes");

        private final String against;

        Kind(String against) {
            this.against = against;
        }

        static Kind of(String testClass) {
            for (Kind kind : values()) {
                if (testClass.replaceAll("\\$.*", "").endsWith(kind.name())) return kind;
            }
            throw new IllegalArgumentException(testClass + " is no *Test, *IT or *E2E");
        }
    }

    record Count(int tests, int failed, int skipped, double seconds) {
        Count plus(Count other) {
            return new Count(
                    tests + other.tests, failed + other.failed, skipped + other.skipped, seconds + other.seconds);
        }
    }

    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");

    public static void main(String[] args) throws IOException {
        Map<Kind, Count> counts = new EnumMap<>(Kind.class);
        for (Path report : reports()) {
            String suite = firstMatch(SUITE, Files.readString(report), report);
            Count count = new Count(
                    (int) number(suite, "tests"),
                    (int) (number(suite, "failures") + number(suite, "errors")),
                    (int) number(suite, "skipped"),
                    number(suite, "time"));
            counts.merge(Kind.of(attribute(suite, "name")), count, Count::plus);
        }
        boolean good = true;
        for (Kind kind : Kind.values()) {
            boolean wanted = List.of(args).contains(kind.name());
            Count count = counts.getOrDefault(kind, new Count(0, 0, 0, 0));
            if (!wanted && count.tests == 0) continue;
            System.out.printf(
                    "%-5s %5d tests against %-16s %d failed, %d skipped, %.0f s%n",
                    "*" + kind, count.tests, kind.against + ":", count.failed, count.skipped, count.seconds);
            good &= count.failed == 0 && count.skipped == 0 && (!wanted || count.tests > 0);
        }
        if (!good) {
            System.out.println("Not every promised test ran and passed.");
            System.exit(1);
        }
    }

    private static List<Path> reports() throws IOException {
        try (var files = Files.find(Path.of("."), 4, (file, _) -> file.getFileName().toString().matches("TEST-.*\\.xml"))) {
            return files.filter(file -> file.toString().contains("-reports")).toList();
        }
    }

    private static double number(String suite, String name) {
        return Double.parseDouble(attribute(suite, name));
    }

    private static String attribute(String suite, String name) {
        return firstMatch(Pattern.compile("(?<= " + name + "=\")[^\"]*"), suite, name);
    }

    private static String firstMatch(Pattern pattern, String text, Object where) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) throw new IllegalArgumentException("not a test report: " + where);
        return matcher.group();
    }
}
