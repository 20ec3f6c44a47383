package dev.registrymirror.registries.revision;

import dev.registrymirror.registries.compose.Composition.Composed;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.file.RegistriesWriter;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionResult.Made;
import dev.registrymirror.registries.revision.RevisionResult.TooLarge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns compositions into revisions.
 *
 * @param key the key under which they are named
 */
public record Revisions(RevisionKey key) {
    /** Text and files of a revision take at most this many bytes together. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int ID_BYTES = 16;

    /** The revision of a composition; the same meaning and files give the same id, whatever they were composed of. */
    public RevisionResult of(Composed composed) {
        String yaml = RegistriesWriter.write(composed.registries());
        byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
        List<NodeFile> files = composed.files().stream()
                .sorted(Comparator.comparing(NodeFile::name))
                .distinct()
                .toList();
        long bytes = text.length
                + files.stream()
                        .mapToLong(file -> file.content().reveal().length)
                        .sum();
        if (bytes > MAX_BYTES) {
            return new TooLarge(bytes, MAX_BYTES);
        }
        return new Made(new Revision(id(text, files), new Payload(Secret.of(yaml), files)));
    }

    private String id(byte[] text, List<NodeFile> files) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes().reveal(), "HmacSHA256"));
            update(mac, text);
            files.forEach(file -> update(mac, file.content().reveal()));
            return HexFormat.of().formatHex(mac.doFinal(), 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The length goes first, so that no two lists of texts run together into the same bytes. */
    private static void update(Mac mac, byte[] bytes) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }
}
