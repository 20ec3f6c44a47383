package dev.registrymirror.registries.explain;

import dev.registrymirror.registries.containerd.ContainerdFiles;
import dev.registrymirror.registries.containerd.ContainerdFiles.Problem;
import dev.registrymirror.registries.containerd.ContainerdFiles.Unrenderable;
import dev.registrymirror.registries.containerd.HostEntries;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.model.Registries;
import java.util.List;

/**
 * What a node does when it pulls an image.
 *
 * @param image the image, normalised
 * @param folder the folder of certs.d that decides; where it is {@linkplain Folder.State#UNDECIDED undecided} what is in it, there are no
 *     attempts
 * @param attempts what is tried, in order, until one has the image
 * @param defaultEndpoint whether the registry itself is among it, and why
 * @param unused what of the file plays no part
 * @param problems why the node's program does not write the files for containerd, or does not start: then the rest tells what would be
 *     without them
 */
public record Explanation(
        ImageName image,
        Folder folder,
        List<Attempt> attempts,
        DefaultEndpoint defaultEndpoint,
        List<Unused> unused,
        List<Problem> problems) {

    /** Copies the lists. */
    public Explanation {
        attempts = List.copyOf(attempts);
        unused = List.copyOf(unused);
        problems = List.copyOf(problems);
    }

    /** Explains the pull of an image on a node that has a file and these options. */
    public static Explanation of(ImageName image, Registries registries, NodeOptions options) {
        HostEntries entries = HostEntries.of(registries, options);
        Way way = new Ways(registries, entries, options).of(image.registry());
        Rewritings rewritings = new Rewritings(image.repository());
        List<Attempt> attempts = way.hops().stream()
                .map(hop -> hop.forImage(image, rewritings.of(hop.rewrites())))
                .toList();
        List<Unused> unused = UnusedEntries.of(image, way, attempts, registries, entries.leftOut(), options);
        List<Problem> problems =
                ContainerdFiles.of(registries, options) instanceof Unrenderable(var all) ? all : List.of();
        return new Explanation(image, way.folder(), attempts, way.defaultEndpoint(), unused, problems);
    }
}
