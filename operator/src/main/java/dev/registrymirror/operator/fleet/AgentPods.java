package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.AgentSettings;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.Map;

/**
 * What the agent's pods may do. An agent is root with the system bus, which is root on the host; everything else is taken from it: every
 * capability, every syscall that RuntimeDefault refuses, its own root file system, any open port.
 */
final class AgentPods {
    /** Service account of the agent; what it may do stands in the installed RBAC and admission policies. */
    private static final String SERVICE_ACCOUNT = Watches.AGENT;

    private static final Map<String, String> LABELS = Map.of(Watches.NAME_LABEL, Watches.AGENT);
    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("10m"), "memory", new Quantity("64Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("128Mi"));

    private AgentPods() {}

    static DaemonSet daemonSet(String namespace, String image, AgentSettings settings) {
        return new DaemonSetBuilder()
                .withNewMetadata()
                .withName(Watches.AGENT)
                .withNamespace(namespace)
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(LABELS)
                .endSelector()
                // A new agent that ends at once is not to replace all the old ones.
                .withMinReadySeconds(15)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                // The old agent stays until the new one's image is there.
                .withMaxSurge(new IntOrString("10%"))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(LABELS)
                .endMetadata()
                .withSpec(pod(image, settings))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(String image, AgentSettings settings) {
        return new PodSpecBuilder()
                .withServiceAccountName(SERVICE_ACCOUNT)
                .withAutomountServiceAccountToken(true)
                // On the host's network and resolver: the agent must work while the node's own networking is being set
                // up.
                .withHostNetwork(true)
                .withDnsPolicy("Default")
                .withPriorityClassName("system-node-critical")
                .withNodeSelector(Map.of("kubernetes.io/os", "linux"))
                .addNewToleration()
                .withOperator("Exists")
                .endToleration()
                .withContainers(container(image, settings))
                .withVolumes(
                        folder("host", "/", "Directory"),
                        folder("rancher", "/etc/rancher", "DirectoryOrCreate"),
                        folder("state", "/var/lib/registry-mirror", "DirectoryOrCreate"),
                        folder("dbus", "/run/dbus", "Directory"))
                .build();
    }

    private static Container container(String image, AgentSettings settings) {
        return new ContainerBuilder()
                .withName("agent")
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .addNewEnv()
                .withName("LOG_LEVEL")
                .withValue(settings.logLevel().name())
                .endEnv()
                .withResources(resources(settings))
                .withSecurityContext(security())
                .withVolumeMounts(
                        // Bus, state and configuration are mounts of their own at the host's paths.
                        mount("host", "/host", true),
                        mount("rancher", "/etc/rancher", false),
                        mount("state", "/var/lib/registry-mirror", false),
                        mount("dbus", "/run/dbus", false))
                .build();
    }

    private static SecurityContext security() {
        return new SecurityContextBuilder()
                .withRunAsUser(0L)
                .withRunAsGroup(0L)
                .withPrivileged(false)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                // The default profile refuses D-Bus' Hello.
                .withNewAppArmorProfile()
                .withType("Unconfined")
                .endAppArmorProfile()
                .withNewSeLinuxOptions()
                .withType("spc_t")
                .endSeLinuxOptions()
                .build();
    }

    private static ResourceRequirements resources(AgentSettings settings) {
        AgentSettings.Resources given = settings.resources();
        return new ResourceRequirementsBuilder()
                .withRequests(given == null ? REQUESTS : given.requests())
                .withLimits(given == null ? LIMITS : given.limits())
                .build();
    }

    private static Volume folder(String name, String path, String type) {
        return new VolumeBuilder()
                .withName(name)
                .withNewHostPath()
                .withPath(path)
                .withType(type)
                .endHostPath()
                .build();
    }

    private static VolumeMount mount(String name, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                // What is mounted on the host later (a data-dir, a file mounted over ours) is to be seen.
                .withMountPropagation("HostToContainer")
                .build();
    }
}
