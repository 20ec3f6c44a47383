package dev.registrymirror.registries.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.registrymirror.registries.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final byte[] PLAIN = "what only one node may read".getBytes(StandardCharsets.UTF_8);
    private static final OrderContext CONTEXT =
            new OrderContext("worker-1", "0b9c2f5e-6a0a-4a47-8a55-3d1f6d1c7a10", 7, "00112233445566778899aabbccddeeff");

    /** The recipient's key of the RFC 9180 test vector for P-256, HKDF-SHA256 and AES-256-GCM. */
    private static final String PRIVATE = "317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2";

    private static final String PUBLIC = "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f"
            + "853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c";

    /** Sealed to that key under {@link #CONTEXT} by Go's crypto/hpke. */
    private static final String SEALED_BY_GO = "0435005409fc2f6e7f735425d119e719a82225661e4368042edbe1292e116c7d3291fe"
            + "77c1c0f7c763577458ee2b1c067a2f6cf89e5b49d4f092fdfaa1036ab1d13ab3d17a2722e6e9458753d84619253efb12e6dd08257e"
            + "a62c853e2b1d53c61dd6071467d89039694540a455390bc6db";

    @Test
    void opensWhatAnotherImplementationSealed() throws Exception {
        byte[] opened = Opener.open(key(PRIVATE), CONTEXT, HexFormat.of().parseHex(SEALED_BY_GO));
        assertThat(new String(opened, StandardCharsets.UTF_8)).isEqualTo("sealed by another implementation");
    }

    @Test
    void derivesThePublicKeyOfThePublishedVector() throws Exception {
        assertThat(key(PRIVATE).publicKey().encode()).isEqualTo(HexFormat.of().parseHex(PUBLIC));
    }

    @Test
    void opensWhatItSealed() throws Exception {
        NodeKeyPair pair = NodeKeyPair.generate();
        byte[] sealed = Sealer.seal(NodePublicKey.decode(pair.publicKey().encode()), CONTEXT, PLAIN);
        assertThat(sealed).hasSize(65 + PLAIN.length + 16);
        assertThat(Opener.open(NodeKeyPair.decode(pair.encode()), CONTEXT, sealed))
                .isEqualTo(PLAIN);
        assertThat(Opener.open(pair, CONTEXT, Sealer.seal(pair.publicKey(), CONTEXT, new byte[0])))
                .isEmpty();
    }

    @Test
    void givesOtherBytesEachTime() {
        NodePublicKey key = NodeKeyPair.generate().publicKey();
        assertThat(Sealer.seal(key, CONTEXT, PLAIN)).isNotEqualTo(Sealer.seal(key, CONTEXT, PLAIN));
    }

    @Test
    void opensForNoOtherNodeUidSequenceOrRevision() {
        NodeKeyPair pair = NodeKeyPair.generate();
        byte[] sealed = Sealer.seal(pair.publicKey(), CONTEXT, PLAIN);
        for (OrderContext other : List.of(
                new OrderContext("worker-2", CONTEXT.nodeUid(), 7, CONTEXT.revision()),
                new OrderContext("worker-1", "0b9c2f5e-6a0a-4a47-8a55-3d1f6d1c7a11", 7, CONTEXT.revision()),
                new OrderContext("worker-1", CONTEXT.nodeUid(), 8, CONTEXT.revision()),
                new OrderContext("worker-1", CONTEXT.nodeUid(), 7, "10112233445566778899aabbccddeeff"),
                // The same characters, divided differently.
                new OrderContext("worker-10", CONTEXT.nodeUid().substring(1), 7, CONTEXT.revision()))) {
            assertThatThrownBy(() -> Opener.open(pair, other, sealed)).isInstanceOf(UnsealException.class);
        }
    }

    @Test
    void opensWithNoOtherKey() {
        byte[] sealed = Sealer.seal(NodeKeyPair.generate().publicKey(), CONTEXT, PLAIN);
        assertThatThrownBy(() -> Opener.open(NodeKeyPair.generate(), CONTEXT, sealed))
                .isInstanceOf(UnsealException.class);
    }

    @Test
    void opensNothingThatWasChangedInAnyByte() {
        NodeKeyPair pair = NodeKeyPair.generate();
        byte[] sealed = Sealer.seal(pair.publicKey(), CONTEXT, PLAIN);
        Random random = new Random(3);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> Opener.open(pair, CONTEXT, changed)).isInstanceOf(UnsealException.class);
        }
        for (int length : new int[] {0, 1, 64, 65, 80, 81, sealed.length - 1}) {
            assertThatThrownBy(() -> Opener.open(pair, CONTEXT, Arrays.copyOf(sealed, length)))
                    .isInstanceOf(UnsealException.class);
        }
    }

    @Test
    void refusesPublicKeysThatAreNoPointOnTheCurve() throws Exception {
        byte[] good = HexFormat.of().parseHex(PUBLIC);
        byte[] offCurve = good.clone();
        offCurve[64] ^= 1;
        byte[] compressed = Arrays.copyOf(good, 33);
        compressed[0] = 2;
        byte[] hybrid = good.clone();
        hybrid[0] = 6;
        byte[] tooLarge = good.clone();
        Arrays.fill(tooLarge, 1, 33, (byte) 0xFF);
        byte[] origin = new byte[65];
        origin[0] = 4;
        for (byte[] bad : List.of(
                offCurve,
                compressed,
                hybrid,
                tooLarge,
                origin,
                new byte[0],
                new byte[1],
                new byte[65],
                Arrays.copyOf(good, 66))) {
            assertThatThrownBy(() -> NodePublicKey.decode(bad)).isInstanceOf(InvalidKeyException.class);
        }
        assertThatThrownBy(() -> NodePublicKey.decodeBase64("%")).isInstanceOf(InvalidKeyException.class);
        assertThat(NodePublicKey.decodeBase64(Base64.getEncoder().encodeToString(good)))
                .isEqualTo(NodePublicKey.decode(good));
    }

    @Test
    void refusesPrivateKeysOutOfRange() {
        for (String bad : List.of(
                "00".repeat(32),
                "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
                "ff".repeat(32),
                "01",
                "00" + PRIVATE)) {
            assertThatThrownBy(() -> key(bad)).isInstanceOf(InvalidKeyException.class);
        }
    }

    @Test
    void keepsThePrivateKeyOutOfText() throws Exception {
        NodeKeyPair pair = key(PRIVATE);
        assertThat(pair.toString()).contains(pair.publicKey().encodeBase64()).doesNotContain(PRIVATE);
        assertThat(HexFormat.of().formatHex(pair.encode().reveal())).isEqualTo(PRIVATE);
    }

    private static NodeKeyPair key(String hex) throws InvalidKeyException {
        return NodeKeyPair.decode(Secret.of(HexFormat.of().parseHex(hex)));
    }
}
