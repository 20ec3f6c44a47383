package dev.registrymirror.agent.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

class LogTest {
    /** A pipe that nobody empties until the latch is open. */
    private static final class Pipe extends OutputStream {
        final CountDownLatch opened = new CountDownLatch(1);
        final ByteArrayOutputStream through = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                opened.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            through.write(bytes, from, length);
        }

        String text() {
            return through.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aFullPipeStopsNobodyAndWhatWasLostIsCounted() {
        Pipe pipe = new Pipe();
        Log log = new Log(pipe, 10);
        for (int i = 0; i < 1000; i++) log.offer("line " + i);
        pipe.opened.countDown();
        await().untilAsserted(() -> assertThat(pipe.text()).contains("line 0\n").contains("log lines were dropped"));
    }

    @Test
    void aLineIsOneLineWhateverIsInIt() {
        Pipe pipe = new Pipe();
        pipe.opened.countDown();
        LogfmtLogger logger = new LogfmtLogger("dev.registrymirror.agent.Agent", new Log(pipe, 10), Level.INFO);
        logger.atInfo()
                .addKeyValue("cause", "a \"b\"\nc")
                .addKeyValue("sequence", 7)
                .log("order");
        logger.debug("not this");
        await().untilAsserted(() -> assertThat(pipe.text()).endsWith("\n"));
        assertThat(pipe.text())
                .contains(" level=info logger=Agent msg=order cause=\"a \\\"b\\\"\\u000ac\" sequence=7\n")
                .doesNotContain("not this");
    }
}
