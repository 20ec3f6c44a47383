package dev.registrymirror.e2e.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Pods that pull: each on a chosen node, with imagePullPolicy Always, gone when its outcome is known. */
public record Pods(KubernetesClient client) {
    private static final String NAMESPACE = "default";

    /** Runs a pod on the node and tells whether its image could be pulled. */
    public Pull pull(Node node, String image) {
        return outcomeOf(start(node, image), node, image);
    }

    /** The same for several images, by image: the pods are all there before the first outcome is waited for. */
    public Map<String, Pull> pullAll(Node node, Collection<String> images) {
        Map<String, String> names = new LinkedHashMap<>();
        images.forEach(image -> names.put(image, start(node, image)));
        Map<String, Pull> pulls = new LinkedHashMap<>();
        names.forEach((image, name) -> pulls.put(image, outcomeOf(name, node, image)));
        return pulls;
    }

    private String start(Node node, String image) {
        String name = "pull-" + UUID.randomUUID();
        client.resource(pod(name, node, image)).create();
        return name;
    }

    private Pull outcomeOf(String name, Node node, String image) {
        try {
            return await("the pod " + name + " with " + image + " on " + node.name() + " runs or says why not")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> outcome(name), Optional::isPresent)
                    .orElseThrow();
        } finally {
            client.pods()
                    .inNamespace(NAMESPACE)
                    .withName(name)
                    .withGracePeriod(0)
                    .delete();
        }
    }

    private Optional<Pull> outcome(String name) {
        Pod pod = client.pods().inNamespace(NAMESPACE).withName(name).get();
        if (pod == null || pod.getStatus() == null) return Optional.empty();
        return pod.getStatus().getContainerStatuses().stream().findFirst().flatMap(Pods::outcome);
    }

    private static Optional<Pull> outcome(ContainerStatus status) {
        if (status.getState().getRunning() != null) return Optional.of(new Pull.Pulled(status.getImageID()));
        var waiting = status.getState().getWaiting();
        if (waiting == null
                || waiting.getReason() == null
                || !waiting.getReason().startsWith("ErrImage")) {
            return Optional.empty();
        }
        return Optional.of(new Pull.Failed(waiting.getMessage()));
    }

    private static Pod pod(String name, Node node, String image) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withNodeName(node.name())
                .withHostNetwork(true)
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(0L)
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .addNewContainer()
                .withName("pulled")
                .withImage(image)
                .withImagePullPolicy("Always")
                .endContainer()
                .endSpec()
                .build();
    }
}
