package dev.registrymirror.agent.state;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.registrymirror.agent.change.FoundFile;
import dev.registrymirror.agent.change.HostFiles;
import dev.registrymirror.agent.change.Journal;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.seal.InvalidKeyException;
import dev.registrymirror.registries.seal.NodeKeyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept on the node, readable by root alone:
 *
 * <pre>
 * lock          held by the agent that acts
 * stamp.json    whose state it is
 * key           the node's private key, 32 bytes
 * ledger.json   what the node remembers
 * archive-TIME  the same of an earlier identity
 * aside-TIME    a registries.yaml of somebody else's that had to give way
 * </pre>
 */
public final class StateFolder implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    private static final List<String> OF_AN_IDENTITY = List.of("stamp.json", "key", "ledger.json");

    private final HostFiles files;
    private final Path folder;
    private final NodeKeyPair keyPair;
    private Ledger ledger;

    private StateFolder(HostFiles files, Path folder, NodeKeyPair keyPair, Ledger ledger) {
        this.files = files;
        this.folder = folder;
        this.keyPair = keyPair;
        this.ledger = ledger;
    }

    /**
     * Opens the state of this identity, or begins anew where there is none or it is somebody else's. The lock must be held.
     *
     * <p>On another machine the key is made anew. What the Node of this UID has seen stays: no sequence is ever acted on twice.
     *
     * @throws IOException also if what is there cannot be read; then a person must look, since beginning anew would forget which
     *     orders were carried out
     */
    public static StateFolder open(HostFiles files, Path folder, Stamp stamp, Instant now) throws IOException {
        files.makeFolder(folder);
        FoundFile found = files.look(folder.resolve("stamp.json"));
        Stamp former = found == null ? null : decodeStamp(found);
        if (stamp.equals(former)) {
            return new StateFolder(files, folder, readKey(files, folder), readLedger(files, folder));
        }
        Ledger begin = Ledger.EMPTY;
        FoundFile old = files.look(folder.resolve("ledger.json"));
        if (found != null || old != null) {
            if (old != null) {
                Ledger known = LedgerCodec.decode(old.content().reveal());
                boolean sameNode = former != null && former.nodeUid().equals(stamp.nodeUid());
                begin = sameNode ? known : known.forNewIdentity(ownership(files, known));
            }
            archive(files, folder, now);
            LOG.atWarn().log("the state of another node or machine was archived; this node begins with a new key");
        }
        // The stamp comes last: a beginning that was interrupted begins again.
        NodeKeyPair keyPair = NodeKeyPair.generate();
        files.write(folder.resolve("key"), keyPair.encode().reveal());
        files.write(folder.resolve("ledger.json"), LedgerCodec.encode(begin));
        files.write(folder.resolve("stamp.json"), encodeStamp(stamp));
        return new StateFolder(files, folder, keyPair, begin);
    }

    /** A change that was under way may have replaced the file; then it is whose that change has made it. */
    private static Ownership ownership(HostFiles files, Ledger ledger) throws IOException {
        Change change = ledger.change();
        Target target = change == null ? null : change.target();
        if (target == null) return ledger.ownership();
        FoundFile file = files.look(Path.of(target.file()));
        boolean replaced = Objects.equals(file == null ? null : file.digest(), target.digestAfter());
        return replaced ? target.ownershipAfter() : ledger.ownership();
    }

    private static void archive(HostFiles files, Path folder, Instant now) throws IOException {
        Path archive = folder.resolve("archive-" + now.toEpochMilli());
        files.makeFolder(archive);
        for (String name : OF_AN_IDENTITY) {
            if (files.look(folder.resolve(name)) != null) files.keep(folder.resolve(name), archive.resolve(name));
        }
    }

    private static byte[] encodeStamp(Stamp stamp) throws IOException {
        return JSON.std.asBytes(Map.of("nodeUID", stamp.nodeUid(), "machineID", stamp.machineId()));
    }

    private static Stamp decodeStamp(FoundFile found) throws IOException {
        try {
            Entries json = Entries.of(JSON.std.mapFrom(found.content().reveal()));
            return new Stamp(json.text("nodeUID"), json.text("machineID"));
        } catch (IllegalArgumentException e) {
            throw new IOException("stamp.json cannot be read: " + e.getMessage(), e);
        }
    }

    private static NodeKeyPair readKey(HostFiles files, Path folder) throws IOException {
        FoundFile key = files.look(folder.resolve("key"));
        if (key == null) throw new IOException(folder.resolve("key") + " is gone");
        try {
            return NodeKeyPair.decode(Secret.of(key.content().reveal()));
        } catch (InvalidKeyException e) {
            throw new IOException(folder.resolve("key") + " is no key", e);
        }
    }

    private static Ledger readLedger(HostFiles files, Path folder) throws IOException {
        FoundFile file = files.look(folder.resolve("ledger.json"));
        if (file == null) throw new IOException(folder.resolve("ledger.json") + " is gone");
        return LedgerCodec.decode(file.content().reveal());
    }

    /** The node's key. */
    public NodeKeyPair keyPair() {
        return keyPair;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void save(Ledger next) throws IOException {
        if (next.equals(ledger)) return;
        files.write(folder.resolve("ledger.json"), LedgerCodec.encode(next));
        ledger = next;
    }

    @Override
    public void putAside(byte[] content) throws IOException {
        files.write(folder.resolve("aside-" + Instant.now().toEpochMilli() + ".yaml"), content);
    }
}
