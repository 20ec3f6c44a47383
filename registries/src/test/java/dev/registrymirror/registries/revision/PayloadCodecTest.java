package dev.registrymirror.registries.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PayloadCodecTest {
    private static final List<NodeFile> FILES = Stream.of("ca", "", "key")
            .map(PayloadCodecTest::file)
            .sorted(Comparator.comparing(NodeFile::name))
            .toList();
    private static final Payload PAYLOAD = new Payload(Secret.of("mirrors: {}\n# é😀\n"), FILES);

    @Test
    void decodesWhatItEncoded() throws Exception {
        assertThat(PayloadCodec.decode(PayloadCodec.encode(PAYLOAD))).isEqualTo(PAYLOAD);
        Payload large = new Payload(Secret.of("x".repeat(200_000)), List.of(file("y".repeat(60_000))));
        assertThat(PayloadCodec.decode(PayloadCodec.encode(large))).isEqualTo(large);
    }

    @Test
    void hidesSmallDifferencesInLength() {
        assertThat(PayloadCodec.encode(new Payload(Secret.of("a"), List.of()))).hasSize(1024);
        assertThat(PayloadCodec.encode(new Payload(Secret.of("a".repeat(1015)), List.of())))
                .hasSize(1024);
        assertThat(PayloadCodec.encode(new Payload(Secret.of("a".repeat(1016)), List.of())))
                .hasSize(2048);
    }

    @Test
    void refusesWhatIsNotExactlyWhatItEncodes() {
        byte[] good = PayloadCodec.encode(PAYLOAD);
        byte[] otherVersion = good.clone();
        otherVersion[0] = 2;
        byte[] dirtyEnd = good.clone();
        dirtyEnd[good.length - 1] = 1;
        byte[] manyFiles = PayloadCodec.encode(new Payload(Secret.of(""), List.of()));
        manyFiles[5] = 0x7F;
        byte[] negative = PayloadCodec.encode(new Payload(Secret.of(""), List.of()));
        Arrays.fill(negative, 5, 9, (byte) 0xFF);
        byte[] notUtf8 = PayloadCodec.encode(new Payload(Secret.of("a"), List.of()));
        notUtf8[5] = (byte) 0xFF;
        byte[] unsorted = PayloadCodec.encode(new Payload(Secret.of(""), FILES.reversed()));
        byte[] twice = PayloadCodec.encode(new Payload(Secret.of(""), List.of(FILES.getFirst(), FILES.getFirst())));
        for (byte[] bad : List.of(
                new byte[0],
                new byte[] {1},
                otherVersion,
                dirtyEnd,
                manyFiles,
                negative,
                notUtf8,
                unsorted,
                twice,
                Arrays.copyOf(good, good.length + 1024),
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, 20))) {
            assertThatThrownBy(() -> PayloadCodec.decode(bad)).isInstanceOf(MalformedPayloadException.class);
        }
        assertThatThrownBy(() -> PayloadCodec.decode(otherVersion)).hasMessageContaining("version 2");
    }

    @Test
    void anyBytesEndInAPayloadOrInThatException() {
        Random random = new Random(8);
        byte[] good = PayloadCodec.encode(PAYLOAD);
        int decoded = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(80)] = (byte) random.nextInt();
            try {
                assertThat(PayloadCodec.encode(PayloadCodec.decode(bytes))).isEqualTo(bytes);
                decoded++;
            } catch (MalformedPayloadException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(decoded).isBetween(100, 4_900);
    }

    @Test
    void aFileCannotHaveAnotherNameThanItsContents() {
        assertThatThrownBy(() -> new NodeFile("../../shadow", Secret.of(new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NodeFile file(String content) {
        return NodeFile.of(Secret.of(content.getBytes(StandardCharsets.UTF_8)));
    }
}
