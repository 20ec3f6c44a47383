package dev.registrymirror.agent.state;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.Activation;
import dev.registrymirror.agent.ledger.Change.Restart;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Meaning;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reading;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.Applied;
import dev.registrymirror.agent.order.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledger as JSON. A ledger that cannot be read is an error: to guess what a node has seen is worse than to stop. */
final class LedgerCodec {
    private static final int VERSION = 1;

    private LedgerCodec() {}

    static byte[] encode(Ledger ledger) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("highest", ledger.highest());
        json.put("restarts", ledger.restarts());
        Applied applied = ledger.applied();
        if (applied != null) {
            json.put(
                    "applied",
                    Map.of(
                            "sequence", applied.sequence(),
                            "revision", applied.revision(),
                            "invocationID", applied.invocationId(),
                            "time", applied.time()));
        }
        Outcome outcome = ledger.outcome();
        if (outcome != null) {
            json.put(
                    "outcome",
                    Map.of(
                            "sequence", outcome.sequence(),
                            "phase", outcome.phase().word(),
                            "cause", encode(outcome.cause())));
        }
        json.put("file", encode(ledger.ownership()));
        Meaning meaning = ledger.meaning();
        if (meaning != null) json.put("meaning", Map.of("whole", meaning.whole(), "entries", meaning.entries()));
        List<Map<String, String>> readings = new ArrayList<>();
        for (Reading reading : ledger.readings()) {
            readings.add(Map.of("invocationID", reading.invocationId(), "meaning", reading.meaning()));
        }
        json.put("readings", readings);
        Change change = ledger.change();
        if (change != null) json.put("change", encode(change));
        return JSON.std.asBytes(json);
    }

    private static Map<String, Object> encode(Cause cause) {
        return Map.of("reason", cause.reason(), "message", cause.message());
    }

    private static Map<String, Object> encode(Ownership ownership) {
        return switch (ownership) {
            case Ownership.Nothing() -> Map.of("owner", "nobody");
            case Ownership.Managed(String digest, boolean formerKept) ->
                Map.of("owner", "agent", "digest", digest, "formerKept", formerKept);
            case Ownership.Adopted(String digest) -> Map.of("owner", "user", "digest", digest);
        };
    }

    private static Map<String, @Nullable Object> encode(Change change) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sequence", change.sequence());
        json.put("action", change.action().name());
        json.put("revision", change.revision());
        json.put("healthTimeout", change.healthTimeout().toString());
        json.put("soak", change.soak().toString());
        json.put("at", change.at().name());
        Target target = change.target();
        if (target != null) {
            Map<String, @Nullable Object> what = new LinkedHashMap<>();
            what.put("file", target.file());
            what.put("digestBefore", target.digestBefore());
            what.put("digestAfter", target.digestAfter());
            what.put("meaningBefore", target.meaningBefore());
            what.put("meaningAfter", target.meaningAfter());
            what.put("fileAfter", encode(target.ownershipAfter()));
            json.put("target", what);
        }
        Activation activation = change.activation();
        if (activation != null) {
            json.put(
                    "activation",
                    Map.of(
                            "invocationBefore", activation.invocationBefore(),
                            "jobBefore", activation.jobBefore(),
                            "restart", activation.restart().name(),
                            "boot", activation.bootId(),
                            "deadline", activation.deadline().toString()));
        }
        Cause cause = change.goingBackFor();
        if (cause != null) json.put("goingBackFor", encode(cause));
        return json;
    }

    static Ledger decode(byte[] bytes) throws IOException {
        try {
            Entries json = Entries.of(JSON.std.mapFrom(bytes));
            if (json.number("version") != VERSION) {
                throw new IOException("the ledger has version " + json.number("version") + ", this agent knows version "
                        + VERSION + ": an agent of a newer release has run on this node");
            }
            List<Reading> readings = new ArrayList<>();
            for (Entries reading : json.list("readings")) {
                readings.add(new Reading(reading.text("invocationID"), reading.text("meaning")));
            }
            return new Ledger(
                    json.number("highest"),
                    json.number("restarts"),
                    json.optional("applied", LedgerCodec::applied),
                    json.optional(
                            "outcome",
                            o -> new Outcome(
                                    o.number("sequence"), Phase.of(o.text("phase")), cause(o.object("cause")))),
                    ownership(json.object("file")),
                    json.optional(
                            "meaning",
                            m -> new Meaning(
                                    m.text("whole"), m.object("entries").texts())),
                    readings,
                    json.optional("change", LedgerCodec::change));
        } catch (IllegalArgumentException e) {
            throw new IOException("the ledger cannot be read: " + e.getMessage(), e);
        }
    }

    private static Applied applied(Entries json) {
        return new Applied(
                json.number("sequence"), json.text("revision"), json.text("invocationID"), json.text("time"));
    }

    private static Cause cause(Entries json) {
        return new Cause(json.text("reason"), json.text("message"));
    }

    private static Ownership ownership(Entries json) {
        return switch (json.text("owner")) {
            case "nobody" -> new Ownership.Nothing();
            case "agent" -> new Ownership.Managed(json.text("digest"), json.flag("formerKept"));
            case "user" -> new Ownership.Adopted(json.text("digest"));
            default -> throw new IllegalArgumentException("unknown owner");
        };
    }

    private static Change change(Entries json) {
        return new Change(
                json.number("sequence"),
                Action.valueOf(json.text("action")),
                json.text("revision"),
                Duration.parse(json.text("healthTimeout")),
                Duration.parse(json.text("soak")),
                StepName.valueOf(json.text("at")),
                json.optional("target", LedgerCodec::target),
                json.optional(
                        "activation",
                        a -> new Activation(
                                a.text("invocationBefore"),
                                a.number("jobBefore"),
                                Restart.valueOf(a.text("restart")),
                                a.text("boot"),
                                Duration.parse(a.text("deadline")))),
                json.optional("goingBackFor", LedgerCodec::cause));
    }

    private static Target target(Entries json) {
        return new Target(
                json.text("file"),
                json.optionalText("digestBefore"),
                json.optionalText("digestAfter"),
                json.text("meaningBefore"),
                json.text("meaningAfter"),
                ownership(json.object("fileAfter")));
    }
}
