import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Builds the two images from nothing: a Java runtime with just the modules that the program needs, the program, an archive of its
 * classes, and the few files of the C library that a Java runtime loads. No base image, no network, the same bytes each time.
 *
 * <p>{@code java -cp JIB_CORE Images.java VERSION CREATED WORK_FOLDER OUTPUT_FOLDER agent=JAR... operator=JAR...}
 */
class Images {
    /** jib gives every file this time, and the class archive is valid only for files of the time that it was made with. */
    private static final FileTime FILE_TIME = FileTime.from(Instant.ofEpochSecond(1));

    private record Program(String name, String mainClass, Set<String> modules, Map<String, String> environment, String user) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program(
                    "agent",
                    "dev.registrymirror.agent.AgentMain",
                    // jdk.security.auth: the D-Bus library asks it for the user's number.
                    Set.of("java.base", "java.logging", "java.xml", "jdk.net", "jdk.security.auth"),
                    Map.of("DBUS_MACHINE_ID_LOCATION", "/host/etc/machine-id", "MALLOC_ARENA_MAX", "1"),
                    "0:0"),
            new Program(
                    "operator",
                    "dev.registrymirror.operator.OperatorMain",
                    Set.of(
                            "java.base",
                            "java.desktop",
                            "java.logging",
                            "java.management",
                            "java.naming",
                            "java.net.http",
                            "java.sql",
                            "java.xml",
                            "jdk.httpserver",
                            "jdk.management",
                            "jdk.unsupported"),
                    Map.of("MALLOC_ARENA_MAX", "2"),
                    "65532:65532"));

    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[2]);
        // jib knows a cached layer by its files' names and times, and all of ours have the same time.
        delete(work);
        Path output = Files.createDirectories(Path.of(arguments[3]));
        for (Program program : PROGRAMS) {
            List<Path> jars = jars(program, List.of(arguments).subList(4, arguments.length));
            if (jars.isEmpty()) continue;
            Path root = work.resolve(program.name());
            delete(root);
            runtime(program, root.resolve("jre"));
            libraries(root);
            application(program, jars, root.resolve("app"));
            settle(root);
            classArchive(program, root);
            Path tar = output.resolve(program.name() + ".tar");
            image(program, root, arguments[0], Instant.parse(arguments[1]), tar);
            System.out.printf("%s: %.1f MB%n", tar, Files.size(tar) / 1e6);
        }
        // jib's threads would keep the program alive for a minute.
        System.exit(0);
    }

    /** {@code name=FILE} or {@code name=FOLDER}. */
    private static List<Path> jars(Program program, List<String> arguments) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.startsWith(program.name() + "=")) continue;
            Path path = Path.of(argument.substring(program.name().length() + 1));
            if (!Files.isDirectory(path)) {
                jars.add(path);
                continue;
            }
            try (Stream<Path> files = Files.list(path)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            }
        }
        return jars;
    }

    private static void runtime(Program program, Path jre) {
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
        int status = jlink.run(
                System.out,
                System.err,
                "--add-modules",
                String.join(",", program.modules().stream().sorted().toList()),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                jre.toString());
        if (status != 0) throw new IllegalStateException("jlink failed");
    }

    /** What the Java runtime's own libraries name as needed, at the paths where the loader looks for it. */
    private static void libraries(Path root) throws IOException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String triple = arm ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        Path loader = Path.of(arm ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2");
        List<Path> libraries = new ArrayList<>(List.of(loader));
        for (String name : List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2")) {
            libraries.add(Path.of("/lib", triple, name));
        }
        for (Path library : libraries) {
            if (!Files.exists(library)) {
                throw new IllegalStateException(library + " is missing: the images are built on Debian 12 or its like");
            }
            copy(library.toRealPath(), root.resolve(Path.of("/").relativize(library)));
        }
    }

    private static void application(Program program, List<Path> jars, Path app) throws IOException {
        for (Path jar : jars) copy(jar, app.resolve("lib").resolve(jar.getFileName()));
        copy(Path.of("images", program.name() + ".options"), app.resolve("java.options"));
    }

    /**
     * All classes of the program and those that the runtime itself loads at start, laid out in memory beforehand: they are mapped
     * instead of parsed. Made from a list, so that it does not depend on how a training run went.
     */
    private static void classArchive(Program program, Path root) throws IOException, InterruptedException {
        Path list = root.resolveSibling(program.name() + ".classes");
        List<String> classes = new ArrayList<>(Files.readAllLines(root.resolve("jre/lib/classlist")));
        for (Path jar : lib(root)) {
            try (var file = new JarFile(jar.toFile())) {
                file.stream()
                        .map(JarEntry::getName)
                        .filter(Images::worthArchiving)
                        .map(name -> name.substring(0, name.length() - ".class".length()))
                        .sorted()
                        .forEach(classes::add);
            }
        }
        Files.write(list, classes);
        List<String> command = List.of(
                root.resolve("jre/bin/java").toAbsolutePath().toString(),
                "@app/java.options",
                "-Xshare:dump",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:SharedClassListFile=" + list.toAbsolutePath(),
                "-XX:SharedArchiveFile=app/classes.jsa",
                "-cp",
                classPath(root));
        // Relative paths: the archive remembers the class path, and must not differ from one build folder to another.
        int status = new ProcessBuilder(command).directory(root.toFile()).inheritIO().start().waitFor();
        if (status != 0) throw new IllegalStateException("the class archive could not be made");
    }

    /** Of Kubernetes' thousands of types an operator uses a handful. */
    private static boolean worthArchiving(String entry) {
        return entry.endsWith(".class")
                && !entry.startsWith("META-INF/")
                && !entry.endsWith("module-info.class")
                && !entry.startsWith("io/fabric8/kubernetes/api/model/");
    }

    private static List<Path> lib(Path root) throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve("app/lib"))) {
            return jars.sorted().toList();
        }
    }

    private static String classPath(Path root) throws IOException {
        return String.join(":", lib(root).stream().map(jar -> root.relativize(jar).toString()).toList());
    }

    private static void image(Program program, Path root, String version, Instant created, Path tar) throws Exception {
        JibContainerBuilder image = Jib.fromScratch()
                .setFormat(ImageFormat.OCI)
                .setPlatforms(Set.of(new Platform(
                        System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64", "linux")))
                .setCreationTime(created)
                .setEnvironment(program.environment())
                .setUser(program.user())
                .setEntrypoint(
                        "/jre/bin/java",
                        "@/app/java.options",
                        "-XX:SharedArchiveFile=/app/classes.jsa",
                        "-cp",
                        String.join(":", lib(root).stream().map(jar -> "/app/lib/" + jar.getFileName()).toList()),
                        program.mainClass());
        // From what changes never to what changes always, so that nodes have most of a new version already.
        for (String part : List.of("lib", "lib64", "jre", "app")) {
            if (Files.exists(root.resolve(part))) image.addFileEntriesLayer(layer(part, root));
        }
        image.containerize(Containerizer.to(
                        TarImage.at(tar).named("registry-mirror.local/" + program.name() + ":" + version))
                .setBaseImageLayersCache(root.resolveSibling("jib-base"))
                .setApplicationLayersCache(root.resolveSibling("jib-layers"))
                .setOfflineMode(true));
    }

    private static FileEntriesLayer layer(String part, Path root) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(part);
        try (Stream<Path> files = Files.walk(root.resolve(part))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                layer.addEntry(
                        file,
                        AbsoluteUnixPath.get("/" + root.relativize(file)),
                        FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"));
            }
        }
        return layer.build();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void settle(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) Files.setLastModifiedTime(file, FILE_TIME);
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) return;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) Files.delete(file);
        }
    }
}
