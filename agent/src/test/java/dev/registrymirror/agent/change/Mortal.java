package dev.registrymirror.agent.change;

import dev.registrymirror.agent.layout.UnitFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kills an agent at its n-th effect: before it, after it, or, for a write, in the middle. */
final class Mortal {
    enum When {
        BEFORE,
        MIDDLE,
        AFTER
    }

    /** Nothing that any code under test catches. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private interface Effect {
        void happen() throws IOException;
    }

    private final int at;
    private final When when;
    private int count;

    Mortal(int at, When when) {
        this.at = at;
        this.when = when;
    }

    static Mortal never() {
        return new Mortal(-1, When.BEFORE);
    }

    int effects() {
        return count;
    }

    private void effect(Effect middle, Effect effect) throws IOException {
        boolean now = count++ == at;
        if (now && when == When.BEFORE) throw new Death();
        if (now && when == When.MIDDLE) {
            middle.happen();
            throw new Death();
        }
        effect.happen();
        if (now) throw new Death();
    }

    /** One without a middle. */
    private void effect(Effect effect) throws IOException {
        if (when == When.MIDDLE) {
            effect.happen();
        } else {
            effect(() -> {}, effect);
        }
    }

    ClaimBoard board(ClaimBoard board) {
        return () -> {
            var answer = new ClaimBoard.Answer[1];
            effect(() -> answer[0] = board.claim());
            return answer[0];
        };
    }

    Systemd systemd(Systemd systemd) {
        return new Systemd() {
            @Override
            public List<UnitFacts> units(List<String> patterns) throws IOException {
                return systemd.units(patterns);
            }

            @Override
            public UnitState state(String unit) throws IOException {
                return systemd.state(unit);
            }

            @Override
            public void tryRestart(String unit) throws IOException {
                effect(() -> systemd.tryRestart(unit));
            }

            @Override
            public void resetFailed(String unit) throws IOException {
                effect(() -> systemd.resetFailed(unit));
            }

            @Override
            public void restart(String unit) throws IOException {
                effect(() -> systemd.restart(unit));
            }
        };
    }

    HostFiles files(HostFiles files, Path root) {
        return new HostFiles() {
            @Override
            public @Nullable FoundFile look(Path file) throws IOException {
                return files.look(file);
            }

            @Override
            public byte @Nullable [] read(Path fileOnHost) throws IOException {
                return files.read(fileOnHost);
            }

            @Override
            public void write(Path file, byte[] content) throws IOException {
                Path real = root.resolve(Path.of("/").relativize(file));
                Path half = real.resolveSibling("." + real.getFileName() + OwnFolder.UNFINISHED);
                effect(
                        () -> Files.write(half, Arrays.copyOf(content, content.length / 2)),
                        () -> files.write(file, content));
            }

            @Override
            public void keep(Path file, Path as) throws IOException {
                effect(() -> files.keep(file, as));
            }

            @Override
            public void giveBack(Path kept, Path file) throws IOException {
                effect(() -> files.giveBack(kept, file));
            }

            @Override
            public void remove(Path file) throws IOException {
                effect(() -> files.remove(file));
            }

            @Override
            public void makeFolder(Path folder) throws IOException {
                effect(() -> files.makeFolder(folder));
            }

            @Override
            public void removeFolder(Path folder) throws IOException {
                effect(() -> files.removeFolder(folder));
            }

            @Override
            public List<String> list(Path folder) throws IOException {
                return files.list(folder);
            }
        };
    }
}
