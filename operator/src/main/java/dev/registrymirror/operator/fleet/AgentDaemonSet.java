package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.operator.watch.Watches;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResourceConfigBuilder;
import java.util.Set;

/** The agent on every Linux node. It belongs to the fleet and goes with it; nodes stay as they are. */
public final class AgentDaemonSet extends CRUDKubernetesDependentResource<DaemonSet, RegistryFleet> {
    private final String namespace;
    private final String image;

    /**
     * @param image of the operator's own release
     */
    public AgentDaemonSet(String namespace, String image) {
        super(DaemonSet.class, Watches.AGENT);
        this.namespace = namespace;
        this.image = image;
        configureWith(new KubernetesDependentResourceConfigBuilder<DaemonSet>()
                .withKubernetesDependentInformerConfig(InformerConfiguration.builder(DaemonSet.class)
                        .withNamespaces(Set.of(namespace))
                        .withLabelSelector(Watches.NAME_LABEL + "=" + Watches.AGENT)
                        .build())
                .build());
    }

    @Override
    protected DaemonSet desired(RegistryFleet fleet, Context<RegistryFleet> context) {
        return AgentPods.daemonSet(namespace, image, fleet.getSpec().agent());
    }
}
