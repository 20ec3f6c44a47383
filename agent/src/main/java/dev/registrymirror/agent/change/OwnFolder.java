package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.ledger.Ownership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Our folder beside the file: certificates and keys by content, the former file, and during a change the previous one. */
final class OwnFolder {
    private static final String MATERIAL = ".pem";
    /** Where an interrupted write or link may have left something. */
    static final String UNFINISHED = ".unfinished";

    private OwnFolder() {}

    /** The file that was there before us. */
    static Path former(Known layout) {
        return layout.ownFolder().resolve("former.yaml");
    }

    /** The file as it was before the change under way. */
    static Path previous(Known layout) {
        return layout.ownFolder().resolve("previous.yaml");
    }

    /** What a write that died leaves beside the file: a part of it, or all. */
    private static Path unfinished(Path file) {
        return file.resolveSibling("." + file.getFileName() + UNFINISHED);
    }

    /**
     * Removes what nobody needs any more: run when no change is under way, and as the undo of STAGE. A certificate is needed while
     * the registries.yaml names it, or the running unit may have read a file that did. The former file is given up only where the
     * very same file is in place again.
     */
    static void tidy(Node node, Known layout) throws IOException {
        HostFiles files = node.files();
        UnitState unit = node.systemd().state(layout.unit());
        Path folder = layout.ownFolder();
        FoundFile file = files.look(layout.registriesFile());
        String text = file == null ? "" : new String(file.content().reveal(), StandardCharsets.UTF_8);
        boolean fileIsRead = Readings.hasRead(node.ledger(), unit, FileMeaning.of(file));
        for (String name : files.list(folder)) {
            Path path = folder.resolve(name);
            boolean unneeded = name.endsWith(MATERIAL)
                    && !text.contains(name)
                    && (fileIsRead || Readings.isYounger(files.look(path), unit));
            if (unneeded || name.endsWith(UNFINISHED)) files.remove(path);
        }
        files.remove(previous(layout));
        files.remove(unfinished(layout.registriesFile()));
        boolean formerKept = node.ledger().ownership() instanceof Ownership.Managed managed && managed.formerKept();
        FoundFile former = formerKept ? null : files.look(former(layout));
        if (former != null && file != null && former.inode().equals(file.inode())) files.remove(former(layout));
        files.removeFolder(folder);
    }
}
