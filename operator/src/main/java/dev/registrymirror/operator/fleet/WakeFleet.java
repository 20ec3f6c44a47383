package dev.registrymirror.operator.fleet;

import dev.registrymirror.api.v1alpha1.RegistryFleet;
import dev.registrymirror.operator.watch.Watches;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Wakes the fleet at every change in the shared caches; the rate limit turns many into one pass. */
final class WakeFleet extends AbstractEventSource<Void, RegistryFleet> {
    private final Watches watches;

    WakeFleet(Watches watches) {
        super(Void.class, "watches");
        this.watches = watches;
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
        if (isRunning()) getEventHandler().handleEvent(new Event(new ResourceID(RegistryFleet.NAME)));
    }

    @Override
    public Set<Void> getSecondaryResources(RegistryFleet primary) {
        return Set.of();
    }
}
