package dev.registrymirror.agent.host;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.registrymirror.agent.change.Folders;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells at once when something happens in a folder. The folder and not the file, since a file that is replaced is another one. What the
 * kernel does not tell, such as after too many events at once, is seen by whoever looks every few minutes anyway.
 */
public final class FolderWatch implements Folders {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    /** Whoever writes a file does so in several steps, and the ones in between are nobody's affair. */
    private static final int MOST_PAUSES = 10;

    private final WatchService service;
    private final Runnable wake;
    private final Duration pause;

    private FolderWatch(WatchService service, Runnable wake, Duration pause) {
        this.service = service;
        this.wake = wake;
        this.pause = pause;
    }

    /**
     * Watches, on a thread of its own.
     *
     * @param wake what to do when something has happened, and nothing more for {@code pause}
     */
    public static Folders start(Runnable wake, Duration pause) {
        try {
            FolderWatch watch = new FolderWatch(FileSystems.getDefault().newWatchService(), wake, pause);
            Thread.ofPlatform().name("folders").daemon().start(watch::run);
            return watch;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("folders cannot be watched, so what somebody changes is seen only every few minutes; raise"
                            + " fs.inotify.max_user_instances");
            return _ -> {};
        }
    }

    /** A folder that is watched already stays so; one that was removed and made again is another one. */
    @Override
    public void watch(List<Path> folders) {
        for (Path folder : folders) {
            try {
                folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            } catch (IOException e) {
                LOG.atDebug()
                        .addKeyValue("folder", folder)
                        .addKeyValue("cause", e.toString())
                        .log("not watched");
            }
        }
    }

    private void run() {
        try {
            while (true) {
                settle(service.take());
                wake.run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(WatchKey first) throws InterruptedException {
        WatchKey key = first;
        for (int pauses = 0; key != null && pauses < MOST_PAUSES; pauses++) {
            key.pollEvents();
            key.reset();
            key = service.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (key != null) key.reset();
    }
}
