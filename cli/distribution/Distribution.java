import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Lays out the tool as a folder that runs wherever it is unpacked: a Java runtime with just the modules that the tool needs, its jars, and
 * what the runtime learned of them in a rehearsal.
 *
 * <p>{@code java Distribution.java OUTPUT_FOLDER JAR LIBRARIES_FOLDER}, in the module's folder.
 */
class Distribution {
    /** java.logging: the YAML library asks for it. java.naming: Bouncy Castle's certificates do. */
    private static final String MODULES = "java.base,java.logging,java.naming";

    /** The archive is valid only for jars of the time that it was made with: one that unpacking keeps. */
    private static final FileTime FILE_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private static final Path SOURCES = Path.of("distribution");

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        delete(home);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        runtime(home.resolve("jre"));
        libraries(lib, Path.of(arguments[1]), Path.of(arguments[2]));
        copy(SOURCES.resolve("java.options"), lib);
        launcher(bin, lib);
        Files.createSymbolicLink(bin.resolve("kubectl-registries"), Path.of("registries"));
        rehearse(home, lib);
        completion(home, bin);
    }

    private static void runtime(Path jre) {
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--add-modules",
                        MODULES,
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        jre.toString());
        if (status != 0) throw new IllegalStateException("jlink failed");
    }

    private static void libraries(Path lib, Path jar, Path libraries) throws IOException {
        copy(jar, lib);
        try (Stream<Path> files = Files.list(libraries)) {
            for (Path library : (Iterable<Path>) files::iterator) library(library, lib);
        }
        try (Stream<Path> files = Files.list(lib)) {
            for (Path file : (Iterable<Path>) files::iterator) Files.setLastModifiedTime(file, FILE_TIME);
        }
    }

    /**
     * The runtime keeps no classes in its archive that were compiled for Java 5, as picocli's are: such are given the form of today, which
     * changes nothing of what they do.
     */
    private static void library(Path jar, Path lib) throws IOException {
        if (!jar.getFileName().toString().startsWith("picocli")) {
            copy(jar, lib);
            return;
        }
        try (var in = new ZipInputStream(Files.newInputStream(jar));
                var out = new ZipOutputStream(Files.newOutputStream(lib.resolve(jar.getFileName())));
                var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(hierarchy));
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] bytes = in.readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setLastModifiedTime(FILE_TIME);
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? modern(format, bytes) : bytes);
            }
        }
    }

    private static byte[] modern(ClassFile format, byte[] bytes) {
        MethodTransform anew = MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL);
        return format.transformClass(format.parse(bytes), (builder, element) -> {
            switch (element) {
                case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                case MethodModel method -> builder.transformMethod(method, anew);
                default -> builder.with(element);
            }
        });
    }

    /** With every jar named: the order in which a folder lists them may change with a copy, and the archive is valid for one order only. */
    private static void launcher(Path bin, Path lib) throws IOException {
        copy(SOURCES.resolve("registries"), bin);
        Path launcher = bin.resolve("registries");
        Files.writeString(launcher, Files.readString(launcher).replace("@CLASS_PATH@", classPath("$home/lib", lib)));
    }

    private static String classPath(String folder, Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .map(name -> folder + "/" + name)
                    .collect(Collectors.joining(":"));
        }
    }

    private static void rehearse(Path home, Path lib) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("registries-rehearsal");
        try {
            run(List.of(
                    home.resolve("jre/bin/java").toString(),
                    "@" + lib.resolve("java.options"),
                    "-XX:AOTCacheOutput=" + lib.resolve("registries.aot"),
                    "-cp",
                    classPath(lib.toString(), lib),
                    "dev.registrymirror.cli.Rehearsal",
                    SOURCES.resolve("example.yaml").toString(),
                    SOURCES.resolve("mistaken.yaml").toString(),
                    scratch.toString()));
        } finally {
            delete(scratch);
        }
    }

    private static void completion(Path home, Path bin) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(home.resolve("share/bash-completion/completions"));
        var process = new ProcessBuilder(bin.resolve("registries").toString(), "completion")
                .redirectOutput(folder.resolve("registries").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) throw new IllegalStateException("the completion script could not be made");
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) Files.delete(file);
        }
    }
}
