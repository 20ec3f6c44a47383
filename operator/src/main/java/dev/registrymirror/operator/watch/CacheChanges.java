package dev.registrymirror.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Wakes a reconciler at every change in the shared caches. Any of its objects may be concerned, and looking costs no request; a rate limit
 * turns many changes into one look.
 */
public final class CacheChanges<P extends HasMetadata> extends AbstractEventSource<Void, P> {
    private final Watches watches;
    private final Supplier<? extends Collection<ResourceID>> objects;

    /**
     * @param objects those to look at after a change, asked for anew each time
     */
    public CacheChanges(Watches watches, Supplier<? extends Collection<ResourceID>> objects) {
        super(Void.class, "watches");
        this.watches = watches;
        this.objects = objects;
    }

    @Override
    public void start() {
        if (isRunning()) return;
        super.start();
        watches.onChange(this::wake);
        // Whatever changed between the first look and now.
        wake();
    }

    private void wake() {
        if (!isRunning()) return;
        objects.get().forEach(object -> getEventHandler().handleEvent(new Event(object)));
    }

    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
