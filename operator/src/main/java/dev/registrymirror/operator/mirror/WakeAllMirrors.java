package dev.registrymirror.operator.mirror;

import dev.registrymirror.api.v1alpha1.RegistryMirror;
import dev.registrymirror.operator.watch.Watches;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Wakes every RegistryMirror at every change in the shared caches: any of them may be concerned, and looking costs no request. */
final class WakeAllMirrors extends AbstractEventSource<Void, RegistryMirror> {
    private final Watches watches;

    WakeAllMirrors(Watches watches) {
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
        if (!isRunning()) return;
        watches.mirrors().forEach(mirror -> getEventHandler().handleEvent(new Event(ResourceID.fromResource(mirror))));
    }

    @Override
    public Set<Void> getSecondaryResources(RegistryMirror primary) {
        return Set.of();
    }
}
