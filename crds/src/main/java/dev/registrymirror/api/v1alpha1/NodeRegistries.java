package dev.registrymirror.api.v1alpha1;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The order for one node and what that node has; named after its Node and owned by it. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Singular("noderegistries")
@Plural("noderegistries")
@ShortNames("nodereg")
@Categories(Api.CATEGORY)
public final class NodeRegistries extends CustomResource<NodeRegistriesSpec, NodeRegistriesStatus> {
    private static final long serialVersionUID = 1L;
}
