package dev.registrymirror.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.agent.change.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    private Path folder;

    private final AtomicInteger woken = new AtomicInteger();
    private final Folders watch = FolderWatch.start(woken::incrementAndGet, Duration.ofMillis(10));

    private void wokenAfter(int before) {
        await().atMost(Duration.ofSeconds(30)).until(() -> woken.get() > before);
    }

    @Test
    void tellsOfFilesThatComeChangeAndGo() throws IOException {
        watch.watch(List.of(folder));
        Path file = Files.writeString(folder.resolve("file"), "one");
        wokenAfter(0);
        int before = woken.get();
        Files.writeString(file, "two");
        wokenAfter(before);
        before = woken.get();
        Files.delete(file);
        wokenAfter(before);
    }

    @Test
    void aFolderThatIsNotThereYetIsWatchedWhenItIsNamedAgain() throws IOException {
        Path later = folder.resolve("later");
        watch.watch(List.of(folder, later));
        Files.createDirectory(later);
        wokenAfter(0);
        watch.watch(List.of(folder, later));
        int before = woken.get();
        Files.writeString(later.resolve("file"), "");
        wokenAfter(before);
        assertThat(later).isNotEmptyDirectory();
    }
}
