package dev.registrymirror.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What an input may take. The thread's own time counts and what it allocates, so that neither other programs on the machine nor the
 * garbage collector decide.
 *
 * @param processorTime time of the processor
 * @param bytes allocated in all; never more than that is held at once
 */
public record Limits(Duration processorTime, long bytes) {
    /** One second, and 256 MiB. */
    public static final Limits OF_ONE_INPUT = new Limits(Duration.ofSeconds(1), 256L << 20);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Runs something on this thread.
     *
     * @throws AssertionError if it takes more
     */
    public void check(Runnable work) {
        Limits taken = taken(work);
        if (!isWithin(taken)) {
            // The first input also pays for loading and instrumenting classes.
            taken = taken(work);
        }
        if (!isWithin(taken)) {
            throw new AssertionError("the input takes %,d ms and %,d bytes; the limits are %,d ms and %,d bytes"
                    .formatted(taken.processorTime.toMillis(), taken.bytes, processorTime.toMillis(), bytes));
        }
    }

    /** What something takes on this thread. */
    public static Limits taken(Runnable work) {
        long time = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return new Limits(
                Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time),
                THREADS.getCurrentThreadAllocatedBytes() - allocated);
    }

    private boolean isWithin(Limits taken) {
        return taken.processorTime.compareTo(processorTime) <= 0 && taken.bytes <= bytes;
    }
}
