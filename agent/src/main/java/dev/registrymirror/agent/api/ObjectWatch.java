package dev.registrymirror.agent.api;

import dev.registrymirror.agent.api.NodeRegistriesApi.Event;
import dev.registrymirror.agent.api.NodeRegistriesApi.Listed;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the object for ever: lists, watches from there, resumes where a watch ended, and lists anew where the server has
 * forgotten that far back. Whatever goes wrong, it goes on.
 */
public final class ObjectWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectWatch.class);
    /** One that ends sooner, and tells nothing, was none. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final NodeRegistriesApi api;
    private final Mailbox mailbox;
    private final Backoff backoff;
    private @Nullable String version;

    /** Follows the object into a mailbox. */
    public ObjectWatch(NodeRegistriesApi api, Mailbox mailbox, Backoff backoff) {
        this.api = api;
        this.mailbox = mailbox;
        this.backoff = backoff;
    }

    /** Follows until the thread is interrupted. */
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                follow();
                backoff.reset();
            } catch (IOException e) {
                if (e instanceof ApiException answer && answer.code() == NodeRegistriesApi.GONE) version = null;
                Duration wait = backoff.after(e);
                LOG.atInfo()
                        .addKeyValue("cause", String.valueOf(e.getMessage()))
                        .addKeyValue("again", wait)
                        .log("the watch broke");
                if (!pause(wait)) return;
            }
        }
    }

    private static boolean pause(Duration wait) {
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One list, if needed, and one watch. */
    private void follow() throws IOException {
        if (version == null) {
            Listed listed = api.list();
            mailbox.put(listed.object());
            version = listed.resourceVersion();
        }
        long start = System.nanoTime();
        boolean told = false;
        try (NodeRegistriesApi.Watch watch = api.watch(version)) {
            for (Event event = watch.next(); event != null; event = watch.next()) {
                backoff.reset();
                told = true;
                switch (event) {
                    case Event.Present(var object) -> {
                        version = object.resourceVersion();
                        mailbox.put(object);
                    }
                    case Event.Deleted() -> {
                        // The version of the deletion is not kept: the next list tells what is there.
                        version = null;
                        mailbox.put(null);
                        return;
                    }
                    case Event.Bookmark(String at) -> version = at;
                }
            }
        }
        if (!told && System.nanoTime() - start < SHORTEST.toNanos()) throw new IOException("it ended at once");
    }
}
