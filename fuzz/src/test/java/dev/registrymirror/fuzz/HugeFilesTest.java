package dev.registrymirror.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However large a file is, and however much it means in little text, memory stays bounded; up to there it grows with the file and not with
 * its square. What counts is what a thread allocates, so that neither the machine nor the garbage collector decides.
 */
class HugeFilesTest {
    private static final int FEW = 400;
    private static final int TIMES = 4;

    /** Half as much again as in proportion: with the square it would be four times as much. */
    private static final double PROPORTION = 1.5 * TIMES;

    private static final Map<String, String> FILES = files();

    static Stream<Arguments> grown() {
        return Stream.of(Shape.values())
                .flatMap(shape -> Stream.of(Operation.values()).map(operation -> Arguments.of(shape, operation)));
    }

    @ParameterizedTest
    @MethodSource("grown")
    void memory_grows_with_the_file_and_not_with_its_square(Shape shape, Operation operation) {
        byte[] few = shape.times(FEW);
        byte[] many = shape.times(TIMES * FEW);

        assertThat((double) allocated(operation, many)).isLessThan(PROPORTION * allocated(operation, few) + (1 << 20));
    }

    @ParameterizedTest
    @EnumSource
    void memory_is_bounded_for_the_largest_file_that_is_read(Operation operation) {
        for (Shape shape : Shape.values()) {
            byte[] file = shape.times(10_000);
            assertThat(allocated(operation, file)).as(shape.name()).isLessThan(operation.maxBytes());
        }
        for (int endpoints : new int[] {14_000, 29_000}) {
            assertThat(allocated(operation, Shape.ENDPOINTS_OF_ONE_MIRROR.times(endpoints)))
                    .as("%d endpoints", endpoints)
                    .isLessThan(operation.maxBytes());
        }
    }

    static Stream<Arguments> extremes() {
        return FILES.keySet().stream()
                .flatMap(name -> Stream.of(Operation.values()).map(operation -> Arguments.of(name, operation)));
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void memory_is_bounded_for_whatever_somebody_thinks_of(String name, Operation operation) {
        byte[] file = Objects.requireNonNull(FILES.get(name)).getBytes(StandardCharsets.UTF_8);

        assertThat(allocated(operation, file)).isLessThan(operation.maxBytes());
    }

    /** What is allocated for the first file alone, such as classes, is nobody's measure. */
    @BeforeAll
    static void warmUp() {
        for (Operation operation : Operation.values()) {
            for (Shape shape : Shape.values()) operation.of(shape.times(10));
        }
    }

    private static long allocated(Operation operation, byte[] file) {
        return Limits.taken(() -> operation.of(file)).bytes();
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a comment of 10 MB", "#" + "x".repeat(10 << 20));
        files.put("a value of nearly 1 MB", "mirrors: {a: {endpoint: [\"" + "x".repeat((1 << 20) - 100) + "\"]}}");
        files.put(
                "an endpoint of nearly 1 MB", "mirrors: {a: {endpoint: [\"https://a/" + "b/".repeat(500_000) + "\"]}}");
        files.put("nothing but escapes", "configs: {h: {auth: {username: \"" + "\\x41".repeat(262_000) + "\"}}}");
        files.put("100,000 mirrors", "mirrors:\n" + "  m: {}\n".repeat(100_000));
        files.put("lists within lists", "[".repeat(500_000));
        files.put("maps within maps", "mirrors: " + "{a: ".repeat(98) + "}".repeat(98));
        files.put(
                "an alias bomb",
                "a: &a [x, x]\n" + bomb("[*%1$s, *%1$s, *%1$s, *%1$s]") + "mirrors: {m: {endpoint: *z}}\n");
        files.put("a bomb of merges", "a: &a {endpoint: [x]}\n" + bomb("{<<: [*%1$s, *%1$s]}") + "mirrors: {m: *z}\n");
        files.put(
                "a long value that 14,000 aliases repeat",
                "x: &x \"https://" + "x".repeat(900_000) + "\"\nmirrors: {m: {endpoint: [" + "*x, ".repeat(14_000)
                        + "]}}\n");
        files.put(
                "a name of 500,000 characters above 14,000 endpoints",
                "mirrors:\n  ? " + "x".repeat(500_000) + "\n  : endpoint: [" + "a, ".repeat(14_000) + "]\n");
        files.put(
                "58,000 endpoints by aliases",
                "mirrors:\n  m: {endpoint: &a [" + "\"https://c.example\", ".repeat(200) + "]}\n"
                        + Shape.each(280, i -> "  m" + i + ".example: {endpoint: *a}\n"));
        files.put(
                "each of 4,000 rewrites for 4,000 endpoints",
                "mirrors:\n  m.example:\n    endpoint: [" + "\"https://c.example\", ".repeat(4_000)
                        + "]\n    rewrite:\n" + Shape.each(4_000, i -> "      ^a" + i + ": b\n"));
        files.put("separators of documents", "---\n".repeat(1 << 20));
        return files;
    }

    /** A chain of anchors b to z, each a multiple of the one before. */
    private static String bomb(String of) {
        StringBuilder text = new StringBuilder();
        for (char name = 'b'; name <= 'z'; name++) {
            text.append(name)
                    .append(": &")
                    .append(name)
                    .append(' ')
                    .append(of.formatted(String.valueOf((char) (name - 1))))
                    .append('\n');
        }
        return text.toString();
    }
}
