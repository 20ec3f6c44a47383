package dev.registrymirror.registries.revision;

import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload as bytes:
 *
 * <pre>
 * 1 byte    version, 1
 * 4 bytes   length of the registries.yaml, big-endian
 * n bytes   registries.yaml, UTF-8
 * 4 bytes   number of files
 *   4 bytes length of a file
 *   n bytes its content; its name follows from that
 * zeros     up to a multiple of 1,024 bytes
 * </pre>
 *
 * The zeros keep a sealed payload's length from telling the length of a password. One payload has exactly one form, and whatever is
 * not that form is refused.
 */
public final class PayloadCodec {
    private static final byte VERSION = 1;
    private static final int BLOCK = 1024;

    private PayloadCodec() {}

    /** The bytes of a payload, which {@link #decode} takes. */
    public static byte[] encode(Payload payload) {
        byte[] yaml = payload.registriesYaml().reveal().getBytes(StandardCharsets.UTF_8);
        List<byte[]> files =
                payload.files().stream().map(file -> file.content().reveal()).toList();
        int length = 1 + Integer.BYTES + yaml.length + Integer.BYTES;
        for (byte[] file : files) {
            length = Math.addExact(length, Math.addExact(Integer.BYTES, file.length));
        }
        ByteBuffer buffer = ByteBuffer.allocate(roundUp(length));
        buffer.put(VERSION).putInt(yaml.length).put(yaml).putInt(files.size());
        files.forEach(file -> buffer.putInt(file.length).put(file));
        return buffer.array();
    }

    /**
     * The payload that these bytes are.
     *
     * @throws MalformedPayloadException if they are not exactly what {@link #encode} gives
     */
    public static Payload decode(byte[] bytes) throws MalformedPayloadException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (!buffer.hasRemaining()) {
            throw new MalformedPayloadException("the payload is empty");
        }
        byte version = buffer.get();
        if (version != VERSION) {
            throw new MalformedPayloadException(
                    "the payload has version %d, this program knows version %d: agent and operator are of different releases"
                            .formatted(version, VERSION));
        }
        byte[] yaml = take(buffer);
        int count = takeInt(buffer);
        List<NodeFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(NodeFile.of(Secret.of(take(buffer))));
        }
        if (count < 0 || bytes.length != roundUp(buffer.position())) {
            throw new MalformedPayloadException("the payload's lengths do not fit together");
        }
        while (buffer.hasRemaining()) {
            if (buffer.get() != 0) {
                throw new MalformedPayloadException("the payload ends in something else than zeros");
            }
        }
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i - 1).name().compareTo(files.get(i).name()) >= 0) {
                throw new MalformedPayloadException("the payload's files are not sorted, or one is there twice");
            }
        }
        return new Payload(Secret.of(text(yaml)), files);
    }

    private static byte[] take(ByteBuffer buffer) throws MalformedPayloadException {
        int length = takeInt(buffer);
        if (length < 0 || length > buffer.remaining()) {
            throw new MalformedPayloadException("the payload is cut off");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static int takeInt(ByteBuffer buffer) throws MalformedPayloadException {
        if (buffer.remaining() < Integer.BYTES) {
            throw new MalformedPayloadException("the payload is cut off");
        }
        return buffer.getInt();
    }

    private static String text(byte[] bytes) throws MalformedPayloadException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new MalformedPayloadException("the payload's registries.yaml is not UTF-8");
        }
    }

    private static int roundUp(int length) {
        return Math.multiplyExact(Math.ceilDiv(length, BLOCK), BLOCK);
    }
}
