package dev.registrymirror.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.AgentSettings;
import dev.registrymirror.api.v1alpha1.AgentSettings.LogLevel;
import dev.registrymirror.api.v1alpha1.AgentSettings.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentPodsTest {
    private final DaemonSet daemonSet = AgentPods.daemonSet("system", "agent:1", AgentSettings.DEFAULT);
    private final PodSpec pod = daemonSet.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    @Test
    void theyRunOnEveryLinuxNodeWhateverItsTaintsAndBeforeItsNetworkIsUp() {
        assertThat(pod.getTolerations()).singleElement().satisfies(toleration -> {
            assertThat(toleration.getOperator()).isEqualTo("Exists");
            assertThat(toleration.getKey()).isNull();
            assertThat(toleration.getEffect()).isNull();
        });
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("kubernetes.io/os", "linux"));
        assertThat(pod.getHostNetwork()).isTrue();
        assertThat(pod.getDnsPolicy()).isEqualTo("Default");
        assertThat(pod.getPriorityClassName()).isEqualTo("system-node-critical");
    }

    @Test
    void theyAreRootWithNothingThatRootNeedNotHave() {
        var security = container.getSecurityContext();
        assertThat(security.getRunAsUser()).isZero();
        assertThat(security.getPrivileged()).isFalse();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(security.getAppArmorProfile().getType()).isEqualTo("Unconfined");
        assertThat(security.getSeLinuxOptions().getType()).isEqualTo("spc_t");
        assertThat(container.getPorts()).isEmpty();
    }

    @Test
    void theHostIsReadOnlyButForConfigurationAndState() {
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getMountPath() + (Boolean.TRUE.equals(mount.getReadOnly()) ? " ro" : " rw"))
                .containsExactly("/host ro", "/etc/rancher rw", "/var/lib/registry-mirror rw", "/run/dbus rw");
        assertThat(container.getVolumeMounts())
                .as("what is mounted on the host later is seen")
                .allSatisfy(mount -> assertThat(mount.getMountPropagation()).isEqualTo("HostToContainer"));
        assertThat(pod.getVolumes())
                .extracting(volume -> volume.getHostPath().getPath()
                        + ' '
                        + volume.getHostPath().getType())
                .containsExactly(
                        "/ Directory",
                        "/etc/rancher DirectoryOrCreate",
                        "/var/lib/registry-mirror DirectoryOrCreate",
                        "/run/dbus Directory");
    }

    @Test
    void anUpdateKeepsTheOldAgentUntilTheNewOneIsThere() {
        var update = daemonSet.getSpec().getUpdateStrategy().getRollingUpdate();
        assertThat(update.getMaxSurge().getStrVal()).isEqualTo("10%");
        assertThat(update.getMaxUnavailable().getIntVal()).isZero();
        assertThat(daemonSet.getSpec().getMinReadySeconds())
                .as("an agent that ends at once does not count as there")
                .isPositive();
    }

    @Test
    void imageComesFromTheOperatorAndResourcesFromTheFleet() {
        var resources = new Resources(Map.of("cpu", new Quantity("5m")), Map.of("memory", new Quantity("99Mi")));
        var own = AgentPods.daemonSet("system", "agent:2", new AgentSettings(resources, LogLevel.Debug))
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();

        assertThat(own.getImage()).isEqualTo("agent:2");
        assertThat(own.getResources().getRequests()).isEqualTo(resources.requests());
        assertThat(own.getResources().getLimits()).isEqualTo(resources.limits());
        assertThat(own.getEnv())
                .anyMatch(variable -> variable.getName().equals("LOG_LEVEL")
                        && variable.getValue().equals("Debug"));
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    }
}
