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
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An API server with the product's CRDs, and what tests put on it and find there. */
public final class ApiCluster implements AutoCloseable {
    public static final String NAMESPACE = "registry-mirror-system";

    private final Supplier<Config> config;
    public final KubernetesClient client;
    public final ProductCrds crds;
    public final BareNodes nodes;

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
        crds = new ProductCrds(client);
        nodes = new BareNodes(client);
        crds.install();
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

    /** Slots of which none is held. */
    public void slots(long nextSequence) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(Watches.SLOTS)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withData(Map.of("nextSequence", Long.toString(nextSequence), "held", ""))
                        .build())
                .create();
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
