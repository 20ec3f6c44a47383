import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or applies the project's Java format: {@code java -cp PALANTIR Format.java check|apply FOLDER...}.
 *
 * <p>The formatter's Maven plug-ins parse with the JVM that runs Maven, which may be older than the code; this program
 * runs on the toolchain's JDK. Exit status 1 when {@code check} finds a file that is not formatted.
 */
class Format {
    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        var formatter = Formatter.createFormatter(
                JavaFormatterOptions.builder().style(Style.PALANTIR).build());
        List<Path> unformatted = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            for (Path file : sources(Path.of(args[i]))) {
                String source = Files.readString(file);
                String formatted = formatter.formatSource(ImportOrderer.reorderImports(
                        RemoveUnusedImports.removeUnusedImports(source), Style.PALANTIR));
                if (formatted.equals(source)) continue;
                unformatted.add(file);
                if (apply) Files.writeString(file, formatted);
            }
        }
        if (unformatted.isEmpty()) return;
        System.out.println((apply ? "formatted " : "not formatted (make format mends it): ") + unformatted);
        if (!apply) System.exit(1);
    }

    private static List<Path> sources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
