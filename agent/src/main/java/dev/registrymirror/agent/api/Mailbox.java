package dev.registrymirror.agent.api;

import dev.registrymirror.agent.order.NodeObject;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The object as it was last seen. Who reads late sees only the latest: nothing depends on the states in between. */
public final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable NodeObject latest;
    private boolean unread;

    /** The object is this now, or is no more. */
    public void put(@Nullable NodeObject object) {
        lock.lock();
        try {
            latest = object;
            unread = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The object as it was last seen. */
    public @Nullable NodeObject latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something new, or the time is over. */
    public @Nullable NodeObject await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!unread && left > 0) left = changed.awaitNanos(left);
            unread = false;
            return latest;
        } finally {
            lock.unlock();
        }
    }
}
