package dev.registrymirror.api.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** What the selected nodes' registry configuration should hold. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("regmir")
@Categories(Api.CATEGORY)
public final class RegistryMirror extends CustomResource<RegistryMirrorSpec, RegistryMirrorStatus> {
    private static final long serialVersionUID = 1L;
}
