package dev.registrymirror.agent.api;

import dev.registrymirror.agent.order.NodeObject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The object as it was last seen. Who reads late sees only the latest: nothing depends on the states in between. */
public final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable NodeObject latest;
    private boolean unread;

    /** The watch has told that the object is this now, or is no more. */
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

    /** Something else has happened that is worth a look at the object as it is. */
    public void nudge() {
        lock.lock();
        try {
            unread = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Who knew the object as {@code before} has got an answer by which it is {@code now}. Where the watch has told of another one
     * meanwhile, that one stays: which of the two is newer cannot be told, and what a watch has told it never tells again.
     */
    public void replace(@Nullable NodeObject before, @Nullable NodeObject now) {
        lock.lock();
        try {
            if (Objects.equals(latest, before)) latest = now;
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
