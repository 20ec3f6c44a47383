package dev.registrymirror.operator.desire;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.mirrors.combine.Hold;
import dev.registrymirror.mirrors.combine.Together;
import dev.registrymirror.mirrors.resolve.Resolution;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one RegistryMirror comes to in one snapshot.
 *
 * @param mirror the object that was judged, in the version that was judged
 * @param nodes names of the nodes that it selects
 * @param revision keyed hash of what it contributes, or null where that cannot be told
 * @param together what it is composed to with others on the nodes that it selects, each once; alone where it is so on no node
 * @param holds why nodes that it selects keep what they have; each once, sorted
 */
public record MirrorOutlook(
        RegistryMirror mirror,
        Resolution resolution,
        SortedSet<String> nodes,
        @Nullable String revision,
        List<Together> together,
        List<Hold> holds) {

    public MirrorOutlook {
        nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
        together = List.copyOf(together);
        holds = List.copyOf(holds);
    }

    /** The same, with the object as it is now: other in its status only. */
    public MirrorOutlook with(RegistryMirror current) {
        return new MirrorOutlook(current, resolution, nodes, revision, together, holds);
    }

    /** Whether it is this object, and this spec of it, that was judged. */
    public boolean isAbout(RegistryMirror other) {
        return Objects.equals(mirror.getMetadata().getUid(), other.getMetadata().getUid())
                && Objects.equals(
                        mirror.getMetadata().getGeneration(),
                        other.getMetadata().getGeneration());
    }
}
