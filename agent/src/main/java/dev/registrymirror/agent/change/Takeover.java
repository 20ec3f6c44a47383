package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Prepared.KeepFirst;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the file that is there may give way: nothing of the user's is lost. */
sealed interface Takeover {
    /** It may; {@code formerKept} tells whether there is, or will be, a former file to give back. */
    record Allowed(KeepFirst keep, boolean formerKept) implements Takeover {}

    /** It means what is wanted: it stays, byte for byte. */
    record Adopt(String digest) implements Takeover {}

    /** It must not. */
    record Forbidden(Cause cause) implements Takeover {}

    /**
     * Judges the file that is there.
     *
     * @param wanted meaning that the file is to have
     * @param mayAdopt whether a file of that meaning may simply stay
     */
    static Takeover judge(
            Path file,
            @Nullable FoundFile found,
            Ownership ownership,
            String wanted,
            boolean mayAdopt,
            boolean replaceExisting) {
        boolean formerKept = ownership instanceof Ownership.Managed managed && managed.formerKept();
        if (found == null) return new Allowed(KeepFirst.NOTHING, formerKept);
        boolean sameMeaning = FileMeaning.of(found).equals(wanted);
        return switch (ownership) {
            case Ownership.Managed(String digest, boolean _) -> {
                if (digest.equals(found.digest()) || sameMeaning) yield new Allowed(KeepFirst.NOTHING, formerKept);
                yield replaceExisting ? new Allowed(KeepFirst.ASIDE, formerKept) : forbidden(file, found, true);
            }
            case Ownership.Adopted(String digest) -> {
                if (sameMeaning && mayAdopt) yield new Adopt(found.digest());
                yield digest.equals(found.digest()) || replaceExisting
                        ? new Allowed(KeepFirst.AS_FORMER, true)
                        : forbidden(file, found, true);
            }
            case Ownership.Nothing() -> {
                if (sameMeaning && mayAdopt) yield new Adopt(found.digest());
                // Nothing but comments: it is kept, and nothing is lost.
                boolean empty = FileMeaning.of(found).equals(FileMeaning.of((FoundFile) null));
                yield replaceExisting || empty ? new Allowed(KeepFirst.AS_FORMER, true) : forbidden(file, found, false);
            }
        };
    }

    private static Takeover forbidden(Path file, FoundFile found, boolean changedLater) {
        return new Forbidden(new Cause(
                Reasons.UNMANAGED_FILE,
                "%s %s, and %s; move what is needed into a RegistryMirror and remove the file, or set existingFile: Replace on the pool"
                        .formatted(
                                file,
                                changedLater
                                        ? "was changed by somebody else"
                                        : "is there already and was written by somebody else",
                                loss(found))));
    }

    /** As many as one reads; a status has no room for hundreds. */
    int MOST_NAMES = 20;

    /** Names only: never a value. */
    private static String loss(FoundFile found) {
        if (!(RegistriesReader.read(found.content().reveal())
                instanceof ReadResult.Read(Registries registries, var _))) {
            return "what it configures cannot be told";
        }
        TreeSet<String> names = new TreeSet<>(registries.mirrors().keySet());
        names.addAll(registries.configs().keySet());
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        String rest = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return "its settings for " + first + rest + " would be lost";
    }
}
