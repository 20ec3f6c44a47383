package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
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
@JsonClassDescription(
        "The order for one node, written by the operator, and what that node has, written by its agent. Named after its Node and owned by it; not for users to write.")
@AdditionalPrinterColumn(
        name = "DISTRIBUTION",
        jsonPath = ".status.agent.distribution",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "rke2 or k3s")
@AdditionalPrinterColumn(
        name = "ROLE",
        jsonPath = ".status.agent.role",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "server or agent")
@AdditionalPrinterColumn(
        name = "PHASE",
        jsonPath = ".status.phase",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Where the node stands")
@AdditionalPrinterColumn(
        name = "REVISION",
        jsonPath = ".status.applied.revision",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "What the node runs with")
@AdditionalPrinterColumn(
        name = "SEQUENCE",
        jsonPath = ".status.observed",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "The order that the phase tells about")
@AdditionalPrinterColumn(
        name = "REASON",
        jsonPath = ".status.reason",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Cause of the phase")
@AdditionalPrinterColumn(
        name = "DRIFT",
        jsonPath = ".status.drift.reason",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "What somebody else has changed on the node since")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "ORDERED",
        jsonPath = ".spec.order.sequence",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "The order that the operator has given")
@AdditionalPrinterColumn(
        name = "RESTARTS",
        jsonPath = ".status.restarts",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "Restarts that this product has asked for")
@AdditionalPrinterColumn(
        name = "MESSAGE",
        jsonPath = ".status.message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public final class NodeRegistries extends CustomResource<NodeRegistriesSpec, NodeRegistriesStatus> {
    private static final long serialVersionUID = 1L;
}
