package dev.registrymirror.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
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
@JsonClassDescription(
        "What the registry configuration of the selected nodes should hold: mirrors, and credentials and TLS for hosts. Entries of all RegistryMirrors that select a node are united.")
@AdditionalPrinterColumn(
        name = "READY",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Whether every node that can be changed runs with it")
@AdditionalPrinterColumn(
        name = "UPDATED",
        jsonPath = ".status.updated",
        type = AdditionalPrinterColumn.Type.STRING,
        getDescription = "Updated nodes of those that can be changed")
@AdditionalPrinterColumn(
        name = "FAILED",
        jsonPath = ".status.nodes.failed",
        type = AdditionalPrinterColumn.Type.INTEGER,
        getDescription = "Nodes that refused it or went back")
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
        name = "PRIORITY",
        jsonPath = ".spec.priority",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1,
        getDescription = "Which RegistryMirror wins for the same registry or host")
@AdditionalPrinterColumn(
        name = "MESSAGE",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
public final class RegistryMirror extends CustomResource<RegistryMirrorSpec, RegistryMirrorStatus> {
    private static final long serialVersionUID = 1L;
}
