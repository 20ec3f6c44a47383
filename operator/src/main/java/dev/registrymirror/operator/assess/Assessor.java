package dev.registrymirror.operator.assess;

import dev.registrymirror.mirrors.combine.Author;
import dev.registrymirror.mirrors.combine.Combinations;
import dev.registrymirror.operator.desire.DesiredState;
import dev.registrymirror.operator.observe.Snapshot;
import dev.registrymirror.operator.revision.RevisionKeys;
import dev.registrymirror.operator.watch.Watches;
import dev.registrymirror.registries.revision.Revisions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the caches, once for every version of them, however many reconcilers ask. The version grows before anybody is woken, so
 * whoever is woken by a change never gets an assessment from before it.
 */
public final class Assessor {
    private final Watches watches;
    private final Function<Watches, Snapshot> observation;
    private final RevisionKeys keys;
    private final Resolutions resolutions;
    private final Combinations combinations = new Combinations();
    private volatile @Nullable Assessment latest;
    private long latestVersion;

    /**
     * @param observation reduces what the caches hold
     */
    public Assessor(Watches watches, Function<Watches, Snapshot> observation, RevisionKeys keys) {
        this.watches = watches;
        this.observation = observation;
        this.keys = keys;
        this.resolutions = new Resolutions(watches);
    }

    /** The assessment of now. Asked for by the leader alone, since it makes the revision key where there is none. */
    public synchronized Assessment current() {
        long version = watches.version();
        Assessment known = latest;
        if (known != null && version == latestVersion) return known;
        // The version is taken before the caches are read: what changes meanwhile is looked at again.
        Assessment fresh = assess();
        latest = fresh;
        latestVersion = version;
        return fresh;
    }

    /**
     * The last assessment that was made here, or null; what metrics show. Waits for nobody, since a new one may be waiting for the API
     * server.
     */
    public @Nullable Assessment latest() {
        return latest;
    }

    private Assessment assess() {
        // Mirrors and Secrets are read before nodes: what nodes report is never older than what is wanted of them.
        List<Author> authors = resolutions.of(watches.mirrors().stream()
                .filter(mirror -> mirror.getMetadata().getDeletionTimestamp() == null)
                .toList());
        Revisions revisions = new Revisions(keys.obtain());
        Snapshot snapshot = observation.apply(watches);
        return new Assessment(snapshot, DesiredState.of(snapshot, authors, revisions, combinations));
    }
}
