package dev.registrymirror.e2e.cluster;

import dev.registrymirror.testbed.Testbed;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of the testbed: real control plane, real nodes {@code server1..}, {@code agent1..}, real registries. */
public final class Cluster implements AutoCloseable {
    private final Testbed testbed;
    private final List<Node> servers;
    private final List<Node> agents;
    private final KubernetesClient client;

    private Cluster(Testbed testbed, int servers, int agents) {
        this.testbed = testbed;
        this.servers = nodes(testbed, "server", servers);
        this.agents = nodes(testbed, "agent", agents);
        this.client = client(Path.of(testbed.run("kubeconfig")));
    }

    /**
     * Brings a cluster up, with registries, and loads the images into its nodes. One of that name that was left behind is taken
     * down first.
     *
     * @param manifests files for every server's {@code server/manifests} before its first boot
     */
    public static Cluster up(String name, int servers, int agents, List<Path> images, Path... manifests) {
        Testbed testbed = Testbed.ofThisCheckout("--cluster", name);
        testbed.run("down");
        List<String> up = new ArrayList<>(List.of("up", "--servers", "" + servers, "--agents", "" + agents));
        images.forEach(image -> up.addAll(List.of("--load", image.toString())));
        Stream.of(manifests).forEach(folder -> up.addAll(List.of("--manifests", folder.toString())));
        testbed.run(up.toArray(String[]::new));
        testbed.run("registry", "up");
        return new Cluster(testbed, servers, agents);
    }

    public KubernetesClient client() {
        return client;
    }

    /** A client with nothing but this token. Close it. */
    public KubernetesClient withToken(String token) {
        Config administrator = client.getConfiguration();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(administrator.getMasterUrl())
                .withCaCertData(administrator.getCaCertData())
                .withCaCertFile(administrator.getCaCertFile())
                .withOauthToken(token)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    public Testbed testbed() {
        return testbed;
    }

    public List<Node> nodes() {
        return Stream.concat(servers.stream(), agents.stream()).toList();
    }

    public List<Node> servers() {
        return servers;
    }

    public List<Node> agents() {
        return agents;
    }

    public Pods pods() {
        return new Pods(client);
    }

    /** The registry without TLS and login. */
    public TestRegistry plain() {
        return new TestRegistry(testbed, "plain", 5000);
    }

    /** The registry with a certificate of a private CA. */
    public TestRegistry tls() {
        return new TestRegistry(testbed, "tls", 5001);
    }

    /** The registry with a certificate of a private CA and a login. */
    public TestRegistry basic() {
        return new TestRegistry(testbed, "basic", 5002);
    }

    /** The registry with a certificate of a private CA that asks for a client certificate. */
    public TestRegistry mtls() {
        return new TestRegistry(testbed, "mtls", 5003);
    }

    /** The registry without TLS, with a login. */
    public TestRegistry login() {
        return new TestRegistry(testbed, "login", 5004);
    }

    /** The folder with the private CA ({@code ca.crt}) and the client's identity ({@code client.crt}, {@code client.key}). */
    public Path certificates() {
        return Path.of(testbed.run("registry", "certs"));
    }

    /** {@code kubectl apply -f -} of the manifest, as a user does it. */
    public String apply(String manifest) {
        return kubectlWith(manifest, "apply", "-f", "-").orThrow();
    }

    public String kubectl(String... arguments) {
        return kubectlWith("", arguments).orThrow();
    }

    public Testbed.Result kubectlWith(String input, String... arguments) {
        return testbed.runWith(
                input,
                Stream.concat(Stream.of("kubectl", "--"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Override
    public void close() {
        client.close();
        testbed.run("registry", "down");
        testbed.run("down");
    }

    private static List<Node> nodes(Testbed testbed, String role, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Node(testbed, role + i))
                .toList();
    }

    private static KubernetesClient client(Path kubeconfig) {
        Config config = new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
                .withRequestRetryBackoffLimit(10)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
