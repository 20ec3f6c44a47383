package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
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
@JsonClassDescription(
        "How nodes are changed: the agent, and pools of nodes with their rules. There is one, named fleet; the operator creates it with defaults where it is missing.")
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Whether every node that can be changed has what it should have")
@AdditionalPrinterColumn(
        name = "TOTAL",
        jsonPath = ".status.nodes.total",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes of the cluster")
@AdditionalPrinterColumn(
        name = "UPDATED",
        jsonPath = ".status.nodes.updated",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes that have what they should have")
@AdditionalPrinterColumn(
        name = "PENDING",
        jsonPath = ".status.nodes.pending",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes that wait for their turn")
@AdditionalPrinterColumn(
        name = "CHANGING",
        jsonPath = ".status.nodes.changing",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes that carry out an order")
@AdditionalPrinterColumn(
        name = "FAILED",
        jsonPath = ".status.nodes.failed",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes that refused what they should have, or went back")
@AdditionalPrinterColumn(
        name = "UNREACHABLE",
        jsonPath = ".status.nodes.unreachable",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes that cannot be reached")
@AdditionalPrinterColumn(
        name = "REASON",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Why it is ready or not")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "STATE",
        jsonPath = ".spec.state",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1,
        getDescription = "Whether nodes follow the RegistryMirrors or get their former files back")
@AdditionalPrinterColumn(
        name = "UNSUPPORTED",
        jsonPath = ".status.nodes.unsupported",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "Nodes that cannot be configured")
@AdditionalPrinterColumn(
        name = "MESSAGE",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@ValidationRule(
        value = "self.metadata.name == 'fleet'",
        message =
                "must be named fleet: there is one RegistryFleet, so another one would change nothing; edit fleet, and give nodes rules of"
                        + " their own by spec.pools")
public final class RegistryFleet extends CustomResource<RegistryFleetSpec, RegistryFleetStatus> {
    private static final long serialVersionUID = 1L;

    /** The only name that is accepted. */
    public static final String NAME = "fleet";
}
