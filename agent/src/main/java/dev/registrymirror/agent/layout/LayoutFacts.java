package dev.registrymirror.agent.layout;

import dev.registrymirror.agent.layout.Layout.UnitName;

/**
 * What was found on the node, before it is judged.
 *
 * @param unit the unit that runs, or would
 * @param settings its settings
 * @param rancherProvisioned whether config.yaml.d has Rancher's own file
 * @param link the registries.yaml, or a folder on the way to it, that is a symbolic link; empty for none
 * @param mountPoint whether the registries.yaml is a mount of its own
 * @param fault what else keeps a registries.yaml that is there from being replaced and given back, and the remedy, as the rest of a
 *     sentence; empty for nothing
 */
public record LayoutFacts(
        UnitName unit, Settings settings, boolean rancherProvisioned, String link, boolean mountPoint, String fault) {}
