package dev.registrymirror.registries.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The order that a payload belongs to. It is the sealed payload's associated data: a payload does not open under any other.
 *
 * @param nodeName name of the Node
 * @param nodeUid UID of the Node
 * @param sequence the order's sequence
 * @param revision the revision's id
 */
public record OrderContext(String nodeName, String nodeUid, long sequence, String revision) {

    /** All four, strings with their length in front, so that no two contexts have the same bytes. */
    byte[] associatedData() {
        List<byte[]> texts = List.of(utf8(nodeName), utf8(nodeUid), utf8(revision));
        int length = Long.BYTES;
        for (byte[] text : texts) {
            length += Integer.BYTES + text.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).putLong(sequence);
        texts.forEach(text -> buffer.putInt(text.length).put(text));
        return buffer.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
