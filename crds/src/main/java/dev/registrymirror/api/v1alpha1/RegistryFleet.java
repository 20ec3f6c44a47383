package dev.registrymirror.api.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** How nodes are changed: the one object named {@value #NAME}. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("regfleet")
@Categories(Api.CATEGORY)
public final class RegistryFleet extends CustomResource<RegistryFleetSpec, RegistryFleetStatus> {
    private static final long serialVersionUID = 1L;

    /** The only name that is accepted. */
    public static final String NAME = "fleet";
}
