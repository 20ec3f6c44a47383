package dev.registrymirror.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/cli.md prints is what the tool prints. A code block after {@code <!-- file: NAME -->} is a file; in an indented block, a line
 * that begins with {@code $} is a command, and what follows it is what it prints.
 */
class DocumentedExamplesIT {
    private static final Path DOCUMENT = Path.of("../docs/cli.md");
    private static final Path BIN = Path.of("target/registries/bin").toAbsolutePath();
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w*\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {4}\\S.*\n(?:^ {4}.*\n|^\n(?= {4}))*)");

    private static final Pattern PROMPT = Pattern.compile("(?m)^\\$ ");

    /** A command and what it prints. */
    private record Example(String command, String prints) {}

    @TempDir
    private Path folder;

    @Test
    void everyExamplePrintsWhatIsWrittenBelowIt() throws Exception {
        String document = Files.readString(DOCUMENT);
        Matcher files = FILE.matcher(document);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
        List<Example> examples = examples(document);
        assertThat(examples).hasSizeGreaterThan(5);

        for (Example example : examples) {
            assertThat(run(example.command())).as("$ " + example.command()).isEqualTo(example.prints());
        }
    }

    private static List<Example> examples(String document) {
        List<Example> examples = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            String block = blocks.group().replaceAll("(?m)^ {4}", "");
            if (!block.startsWith("$ ")) {
                continue;
            }
            for (String example : PROMPT.split(block.substring(2), -1)) {
                int end = example.indexOf('\n');
                examples.add(new Example(example.substring(0, end), example.substring(end + 1)));
            }
        }
        return examples;
    }

    private String run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", BIN + ":/usr/bin:/bin");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }
}
