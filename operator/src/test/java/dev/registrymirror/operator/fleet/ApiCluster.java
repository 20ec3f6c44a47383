package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.MirrorEntry;
import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.Order;
import dev.registrymirror.api.v1alpha1.Pool;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec;
import dev.registrymirror.api.v1alpha1.RegistryFleetSpec.State;
import dev.registrymirror.api.v1alpha1.RegistryFleetStatus;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.api.v1alpha1.RegistryMirrorSpec;
import dev.registrymirror.operator.watch.Watches;
import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An API server with the product's CRDs, on which tests put nodes that no kubelet stands behind. */
public final class ApiCluster implements AutoCloseable {
    public static final String NAMESPACE = "registry-mirror-system";
    private static final List<String> CRDS = List.of("registrymirrors", "registryfleets", "noderegistries");

    private final Supplier<Config> config;
    public final KubernetesClient client;

    /** On a real API server. */
    public ApiCluster(ApiServer server) {
        this(() -> Config.fromKubeconfig(server.kubeconfig().toFile()));
    }

    /**
     * On any API server.
     *
     * @param config a new one each time
     */
    public ApiCluster(Supplier<Config> config) {
        this.config = config;
        client = connect();
        installCrds();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(Watches.AGENT)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** A client of its own, as another process would have. */
    public KubernetesClient connect() {
        return new KubernetesClientBuilder().withConfig(config.get()).build();
    }

    /** A client with something in the way of its requests. */
    public KubernetesClient connect(Interceptor interceptor) {
        return new KubernetesClientBuilder()
                .withConfig(config.get())
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("test", interceptor))
                .build();
    }

    /** A client whose connections go through the proxy. */
    KubernetesClient connect(CuttingProxy proxy) {
        Config proxied = config.get();
        proxied.setMasterUrl("https://127.0.0.1:" + proxy.port());
        return new KubernetesClientBuilder().withConfig(proxied).build();
    }

    CuttingProxy proxy() {
        var url = client.getMasterUrl();
        return new CuttingProxy(url.getHost(), url.getPort());
    }

    public void installCrds() {
        for (String plural : CRDS) {
            String name = plural + ".registrymirror.dev";
            client.resource(crd(name)).forceConflicts().serverSideApply();
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .waitUntilCondition(ApiCluster::isEstablished, 1, TimeUnit.MINUTES);
        }
    }

    public void deleteCrd(String plural) {
        var crd = client.apiextensions().v1().customResourceDefinitions().withName(plural + ".registrymirror.dev");
        crd.delete();
        crd.waitUntilCondition(Objects::isNull, 1, TimeUnit.MINUTES);
    }

    private CustomResourceDefinition crd(String name) {
        try (InputStream yaml =
                Objects.requireNonNull(RegistryMirror.class.getResourceAsStream("/crds/" + name + ".yaml"), name)) {
            return client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .load(yaml)
                    .item();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** Everything that a test may have left. */
    public void clear() {
        client.resources(RegistryMirror.class).delete();
        client.resources(RegistryFleet.class).delete();
        client.resources(NodeRegistries.class).delete();
        client.nodes().delete();
        client.pods().inNamespace(NAMESPACE).withGracePeriod(0).delete();
        client.configMaps().inNamespace(NAMESPACE).withName(Watches.SLOTS).delete();
        client.apps().daemonSets().inNamespace(NAMESPACE).delete();
    }

    /** A Ready node with a Ready agent pod. */
    public Node join(String name, Map<String, String> labels) {
        Node node = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .build())
                .create();
        setReady(name, true);
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("agent-" + name)
                .withNamespace(NAMESPACE)
                .addToLabels(Watches.NAME_LABEL, Watches.AGENT)
                .endMetadata()
                .withNewSpec()
                .withNodeName(name)
                .withServiceAccountName(Watches.AGENT)
                .addNewContainer()
                .withName("agent")
                .withImage("agent")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
        client.pods()
                .inNamespace(NAMESPACE)
                .withName("agent-" + name)
                .editStatus(running -> new PodBuilder(running)
                        .editOrNewStatus()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build());
        return node;
    }

    public void leave(String name) {
        client.nodes().withName(name).delete();
        client.pods()
                .inNamespace(NAMESPACE)
                .withName("agent-" + name)
                .withGracePeriod(0)
                .delete();
    }

    public void setReady(String node, boolean ready) {
        heartbeat(node, ready, "2026-01-01T00:00:00Z");
    }

    /** Has the Node not Ready, since then. */
    public void awaySince(String node, Instant since) {
        setReady(node, false);
        client.nodes().withName(node).editStatus(before -> {
            before.getStatus().getConditions().getFirst().setLastTransitionTime(since.toString());
            return before;
        });
    }

    public void heartbeat(String node, boolean ready, String time) {
        client.nodes()
                .withName(node)
                .editStatus(before -> new NodeBuilder(before)
                        .withNewStatus()
                        .withNewNodeInfo()
                        .withOperatingSystem("linux")
                        .withArchitecture("amd64")
                        .withBootID("b")
                        .withContainerRuntimeVersion("c")
                        .withKernelVersion("k")
                        .withKubeProxyVersion("p")
                        .withKubeletVersion("v")
                        .withMachineID("m")
                        .withOsImage("o")
                        .withSystemUUID("u")
                        .endNodeInfo()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .withLastHeartbeatTime(time)
                        .endCondition()
                        .endStatus()
                        .build());
    }

    public RegistryFleet fleet(State state, String removalDelay, int maxUnavailable) {
        var pool = new Pool("default", null, new IntOrString(maxUnavailable), Pool.DEFAULT.existingFile(), "5m", "10s");
        var fleet = new RegistryFleet();
        fleet.getMetadata().setName(RegistryFleet.NAME);
        fleet.setSpec(new RegistryFleetSpec(state, removalDelay, RegistryFleetSpec.DEFAULT.agent(), List.of(pool)));
        return client.resource(fleet).forceConflicts().serverSideApply();
    }

    /** A mirror for every node. */
    public void mirror(String endpoint) {
        var mirror = new RegistryMirror();
        mirror.getMetadata().setName("corp");
        mirror.setSpec(new RegistryMirrorSpec(
                null, 0, List.of(new MirrorEntry("docker.io", List.of(endpoint), List.of())), List.of()));
        client.resource(mirror).forceConflicts().serverSideApply();
    }

    public List<NodeRegistries> objects() {
        return client.resources(NodeRegistries.class).list().getItems();
    }

    @Nullable
    public NodeRegistries object(String node) {
        return client.resources(NodeRegistries.class).withName(node).get();
    }

    @Nullable
    public RegistryFleet fleet() {
        return client.resources(RegistryFleet.class)
                .withName(RegistryFleet.NAME)
                .get();
    }

    @Nullable
    public DaemonSet daemonSet() {
        return client.apps()
                .daemonSets()
                .inNamespace(NAMESPACE)
                .withName(Watches.AGENT)
                .get();
    }

    @Nullable
    public ConfigMap slots() {
        return client.configMaps()
                .inNamespace(NAMESPACE)
                .withName(Watches.SLOTS)
                .get();
    }

    public Optional<Order> order(String node) {
        NodeRegistries object = object(node);
        return object == null
                ? Optional.empty()
                : Optional.ofNullable(object.getSpec().order());
    }

    /** The holders of slots, one a line. */
    public String held() {
        ConfigMap slots = slots();
        return slots == null ? "" : slots.getData().getOrDefault("held", "");
    }

    public RegistryFleetStatus fleetStatus() {
        RegistryFleet fleet = fleet();
        return fleet == null || fleet.getStatus() == null
                ? new RegistryFleetStatus(null, List.of(), null, List.of())
                : fleet.getStatus();
    }

    public int updated() {
        RegistryFleetStatus.Nodes nodes = fleetStatus().nodes();
        return nodes == null ? -1 : nodes.updated();
    }

    @Override
    public void close() {
        client.close();
    }
}
