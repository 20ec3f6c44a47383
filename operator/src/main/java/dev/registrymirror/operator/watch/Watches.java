package dev.registrymirror.operator.watch;

import dev.registrymirror.api.v1alpha1.NodeRegistries;
import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.resolve.References;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The informers of the operator, one per kind. Both reconcilers read from them and are woken by them, so that what is planned and
 * what is reported come from the same objects. Objects that it hands out are shared: nobody changes them.
 *
 * <p>{@link #version()} grows before anybody is told of a change; whoever computes something from the caches may keep the result
 * while the version stays.
 */
public final class Watches implements References, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    /** Label by which the Secrets that hold revisions are left out of the watch: they are many, and large. */
    public static final String REVISION_LABEL = "registrymirror.dev/revision";
    /** Label of the agent's pods, with the value {@link #AGENT}. */
    public static final String NAME_LABEL = "app.kubernetes.io/name";

    public static final String AGENT = "registry-mirror-agent";

    /** The ConfigMap that every planning pass may write; read where it is written, so it wakes nobody here. */
    public static final String SLOTS = "registry-mirror-slots";

    /** NodeRegistries in one answer, of up to 400 kB each with their payloads. */
    private static final long LARGE = 25;
    /** Nodes and pods in one answer, of tens of kB each. */
    private static final long MEDIUM = 100;

    private final String namespace;
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<SharedIndexInformer<?>> all = new ArrayList<>();
    private final SharedIndexInformer<RegistryMirror> mirrors;
    private final SharedIndexInformer<RegistryFleet> fleets;
    private final SharedIndexInformer<NodeRegistries> nodeRegistries;
    private final SharedIndexInformer<Node> nodes;
    private final SharedIndexInformer<Pod> agentPods;
    private final SharedIndexInformer<Secret> secrets;
    private final SharedIndexInformer<ConfigMap> configMaps;
    private final SharedIndexInformer<Namespace> namespaces;
    private final List<SharedIndexInformer<CustomResourceDefinition>> crds;

    /** Sets the informers up; {@link #start()} starts them. */
    public Watches(KubernetesClient client, String namespace) {
        this.namespace = namespace;
        mirrors = watch(
                client.resources(RegistryMirror.class), Reductions::withoutManagedFields, Reductions::isSameGeneration);
        fleets = watch(
                client.resources(RegistryFleet.class), Reductions::withoutManagedFields, Reductions::isSameGeneration);
        // Every version counts: each write names the version that it replaces.
        nodeRegistries = watch(
                client.resources(NodeRegistries.class).withLimit(LARGE), Reductions::nodeRegistries, (_, _) -> false);
        nodes = watch(client.nodes().withLimit(MEDIUM), Reductions::node, Objects::equals);
        agentPods = watch(
                client.pods()
                        .inNamespace(namespace)
                        .withLabel(NAME_LABEL, AGENT)
                        .withLimit(MEDIUM),
                Reductions::pod,
                Objects::equals);
        secrets = watch(
                client.secrets()
                        .inNamespace(namespace)
                        .withoutLabel(REVISION_LABEL)
                        .withoutField("type", "helm.sh/release.v1"),
                Reductions::secret,
                Reductions::isSameSecret);
        configMaps = watch(
                client.configMaps().inNamespace(namespace).withoutField("metadata.name", SLOTS),
                Reductions::configMap,
                Reductions::isSameConfigMap);
        namespaces = watch(
                client.namespaces().withField("metadata.name", namespace), Reductions::namespace, Objects::equals);
        crds = List.of(
                watch(crd(client, "registrymirrors"), Reductions::crd, Objects::equals),
                watch(crd(client, "registryfleets"), Reductions::crd, Objects::equals),
                watch(crd(client, "noderegistries"), Reductions::crd, Objects::equals));
    }

    private static Informable<CustomResourceDefinition> crd(KubernetesClient client, String plural) {
        return client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withField("metadata.name", plural + ".registrymirror.dev");
    }

    /**
     * @param reduction what is kept of an object
     * @param same whether two reduced states of one object are the same to all that look here
     */
    private <T extends HasMetadata> SharedIndexInformer<T> watch(
            Informable<T> kind, UnaryOperator<T> reduction, BiPredicate<T, T> same) {
        SharedIndexInformer<T> informer = kind.runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(new ReducedStore<>(reduction))
                // A kind that is not served yet, or an API server that is away: list again until it works.
                .exceptionHandler((started, cause) -> {
                    log.warn("watch failed, trying again: {}", cause.getMessage());
                    return true;
                })
                .addEventHandler(new Told<>(reduction, same));
        all.add(informer);
        return informer;
    }

    /** Starts every watch; completes when everything has been listed, however long a kind is not served. */
    public CompletableFuture<Void> start() {
        return CompletableFuture.allOf(all.stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Which kinds will never be seen again by this process, or empty: it must be started anew. */
    public Optional<String> dead() {
        String stopped = all.stream()
                .filter(informer -> informer.stopped().toCompletableFuture().isDone())
                .map(informer -> informer.getApiTypeClass().getSimpleName())
                .distinct()
                .collect(Collectors.joining(", "));
        return stopped.isEmpty() ? Optional.empty() : Optional.of("stopped watching " + stopped);
    }

    /** Which kinds cannot be seen now, or empty: the API server is away, a CRD is missing, a right is lacking. */
    public Optional<String> problem() {
        String blind = all.stream()
                .filter(informer -> !informer.hasSynced() || !informer.isWatching())
                .map(informer -> informer.getApiTypeClass().getSimpleName())
                .distinct()
                .collect(Collectors.joining(", "));
        return blind.isEmpty() ? Optional.empty() : Optional.of("not watching " + blind);
    }

    /** Whether every kind has been listed at least once; until then nothing is decided. */
    public boolean synced() {
        return all.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    /** Grows with every change that the operator can see, before any listener is told. */
    public long version() {
        return version.get();
    }

    /** Tells the listener of every change from now on, on the informers' threads: it must return at once. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** All RegistryMirrors. */
    public List<RegistryMirror> mirrors() {
        return mirrors.getStore().list();
    }

    /** The one fleet, or null. */
    public @Nullable RegistryFleet fleet() {
        return fleets.getStore().getByKey(RegistryFleet.NAME);
    }

    /** All NodeRegistries, without payloads. */
    public List<NodeRegistries> nodeRegistries() {
        return nodeRegistries.getStore().list();
    }

    /** The NodeRegistries of that node without its payload, or null. */
    public @Nullable NodeRegistries nodeRegistries(String node) {
        return nodeRegistries.getStore().getByKey(node);
    }

    /** All Nodes: name, UID, labels, operating system and the condition Ready. */
    public List<Node> nodes() {
        return nodes.getStore().list();
    }

    /** The agent's pods: name, node and the condition Ready. */
    public List<Pod> agentPods() {
        return agentPods.getStore().list();
    }

    @Override
    public @Nullable Secret secret(String name) {
        return secrets.getStore().getByKey(namespace + "/" + name);
    }

    @Override
    public @Nullable ConfigMap configMap(String name) {
        return configMaps.getStore().getByKey(namespace + "/" + name);
    }

    /** The operator's namespace, or null while it is not there. */
    public @Nullable Namespace namespace() {
        return namespaces.getStore().getByKey(namespace);
    }

    /** The product's CRDs that exist, without their schemas. */
    public List<CustomResourceDefinition> customResourceDefinitions() {
        return crds.stream()
                .flatMap(informer -> informer.getStore().list().stream())
                .toList();
    }

    @Override
    public void close() {
        all.forEach(SharedIndexInformer::stop);
    }

    private void changed() {
        version.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    /** Tells of what is another one to those who look: a node's heartbeat is none, nor is a status that the operator has written itself. */
    private final class Told<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final UnaryOperator<T> reduction;
        private final BiPredicate<T, T> same;

        private Told(UnaryOperator<T> reduction, BiPredicate<T, T> same) {
            this.reduction = reduction;
            this.same = same;
        }

        @Override
        public void onAdd(T object) {
            changed();
        }

        @Override
        public void onUpdate(T before, T after) {
            if (!same.test(before, reduction.apply(after))) changed();
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            changed();
        }
    }
}
