package dev.registrymirror.e2e.cluster;

import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.testbed.Testbed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A real node: its own systemd, RKE2's unit, files. What is read here is the node's own word, not the product's. */
public record Node(Testbed testbed, String name) {
    private static final String REGISTRIES_YAML = "/etc/rancher/rke2/registries.yaml";

    /** RKE2's unit on this node. */
    public String unit() {
        return isServer() ? "rke2-server.service" : "rke2-agent.service";
    }

    public boolean isServer() {
        return name.startsWith("server");
    }

    /** Runs a command on the node and gives its output; throws where its exit status is not 0. */
    public String exec(String... command) {
        return run("", command).orThrow();
    }

    /** Runs a command on the node, with input. */
    public Testbed.Result run(String input, String... command) {
        String[] arguments = new String[command.length + 3];
        arguments[0] = "exec";
        arguments[1] = name;
        arguments[2] = "--";
        System.arraycopy(command, 0, arguments, 3, command.length);
        return testbed.runWith(input, arguments);
    }

    /** The invocation of RKE2 that runs now: another one means that RKE2 was restarted. */
    public String invocation() {
        return exec("systemctl", "show", "-P", "InvocationID", unit());
    }

    public boolean isActive() {
        return exec("systemctl", "show", "-P", "ActiveState", unit()).equals("active");
    }

    /** The text of registries.yaml, if there is one. */
    public Optional<String> registriesYaml() {
        return file(REGISTRIES_YAML);
    }

    /** What registries.yaml means; no file means nothing configured. Throws where RKE2 would not read it. */
    public Registries meaning() {
        return meaning(name, registriesYaml().orElse(""));
    }

    static Registries meaning(String node, String text) {
        return switch (RegistriesReader.read(text.getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Read(Registries registries, var _) -> registries;
            case ReadResult other -> throw new AssertionError(node + ": RKE2 cannot read registries.yaml: " + other);
        };
    }

    /** The node's root folder as this machine sees it; it changes when the node is booted anew. */
    public Path root() {
        return Path.of(testbed.run("root", name));
    }

    /** The text of a file, if it is there. */
    public Optional<String> file(String path) {
        Testbed.Result result = run("", "cat", path);
        return result.status() == 0 ? Optional.of(result.output()) : Optional.empty();
    }

    /** Puts a file on the node by hand, as an administrator does, owned by root with the mode. */
    public void write(String path, String mode, String content) {
        run(
                        content,
                        "sh",
                        "-c",
                        "mkdir -p \"$(dirname \"$1\")\" && cat >\"$1\" && chmod " + mode + " \"$1\"",
                        "sh",
                        path)
                .orThrow();
    }

    /** Puts registries.yaml on the node by hand; RKE2 reads it at its next start. */
    public void writeRegistriesYaml(String content) {
        write(REGISTRIES_YAML, "600", content);
    }

    /** Inode, mode, owner and size of a file in one line, to compare before and after. */
    public String identity(String path) {
        return exec("stat", "-c", "%i %a %u:%g %s", path);
    }

    /** Restarts RKE2 by hand and waits until systemd says that it runs. */
    public void restartRke2() {
        exec("systemctl", "restart", unit());
    }

    /** The names of the images that the node's containerd lists. */
    public String images() {
        return exec("ctr", "-a", "/run/k3s/containerd/containerd.sock", "-n", "k8s.io", "images", "ls", "-q");
    }
}
