package dev.registrymirror.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on their way to standard error. While containerd is down nobody empties the pipe, and a writer would hang: so one thread
 * writes, everybody else only puts lines into a bounded queue, and what does not fit is counted and dropped.
 */
public final class Log {
    private static final int CAPACITY = 1024;
    private static final Log STANDARD_ERROR = new Log(new FileOutputStream(FileDescriptor.err), CAPACITY);

    private final BlockingQueue<String> lines;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final OutputStream out;

    Log(OutputStream out, int capacity) {
        this.out = out;
        this.lines = new ArrayBlockingQueue<>(capacity);
        Thread.ofPlatform().daemon().name("log").start(this::write);
    }

    /** The process's standard error. */
    public static Log standardError() {
        return STANDARD_ERROR;
    }

    /** Takes a line and returns at once. */
    void offer(String line) {
        pending.incrementAndGet();
        if (!lines.offer(line)) {
            pending.decrementAndGet();
            dropped.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (true) {
                String line = lines.take();
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    put("level=warn msg=\"log lines were dropped, since nobody took them\" lines=" + lost);
                }
                put(line);
                pending.decrementAndGet();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException _) {
            // There is nobody left to tell.
        }
    }

    /** Gives the lines that are under way a moment to leave, at the end of the program. */
    public void drain(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (pending.get() > 0 && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
