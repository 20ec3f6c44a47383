package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.Health.Watched;
import dev.registrymirror.agent.change.Prepared.Content;
import dev.registrymirror.agent.change.Prepared.KeepFirst;
import dev.registrymirror.agent.change.Systemd.UnitState;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Layout.Unsupported;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Change.Target;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.registries.check.Refusal;
import dev.registrymirror.registries.check.RefusalCode;
import dev.registrymirror.registries.check.Refusals;
import dev.registrymirror.registries.file.ReadResult;
import dev.registrymirror.registries.file.RegistriesReader;
import dev.registrymirror.registries.model.Registries;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.MalformedPayloadException;
import dev.registrymirror.registries.revision.Payload;
import dev.registrymirror.registries.seal.UnsealException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CHECK: looks at node, file and payload, and refuses what cannot end well. Changes nothing, so there is nothing to undo. */
record Check(Order order, Surveyor surveyor, Unsealer unsealer) implements Step {
    /** A glance at the wrong moment should not cost a whole order. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MOST_ERRORS = 8;

    @Override
    public Next run(Node node) throws IOException {
        Change change = node.enter(Change.of(order).at(StepName.CHECK));
        try {
            return judge(node, change);
        } catch (RuntimeException e) {
            // A mistake of ours would meet the next agent again, and hold the slot for ever. Its message may quote the
            // payload.
            return refuse(
                    node,
                    new Cause(
                            Reasons.INTERNAL_ERROR,
                            "the agent met " + e.getClass().getName() + " at " + place(e)
                                    + ", and the node is as it was; please report this"));
        }
    }

    private static String place(RuntimeException e) {
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.registrymirror."))
                .findFirst()
                .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
                .orElse("an unknown place");
    }

    private Next judge(Node node, Change change) throws IOException {
        Layout layout = surveyor.survey();
        if (!(layout instanceof Known known)) return refuse(node, ((Unsupported) layout).cause());
        UnitState unit = node.systemd().state(known.unit());
        node.journal().save(Readings.note(node, known, unit));
        FoundFile found = node.files().look(known.registriesFile());
        if (order.action() == Action.RESTORE && !(node.ledger().ownership() instanceof Ownership.Managed)) {
            return leaveAlone(change, known, unit, found);
        }
        Cause ill = illness(node, known, unit, found);
        if (ill != null) return refuse(node, ill);
        return order.action() == Action.RESTORE
                ? restore(node, change, known, found)
                : apply(node, change, known, found);
    }

    private static @Nullable Cause illness(Node node, Known layout, UnitState unit, @Nullable FoundFile found) {
        if (Readings.isStuckOn(found, unit)) return null;
        Duration deadline = node.uptime().now().plus(PATIENCE);
        return switch (Health.watch(node, layout, _ -> true, Duration.ZERO, deadline)) {
            case Watched.Steady _ -> null;
            case Watched.NotInTime(String ailments) ->
                new Cause(
                        Reasons.NODE_UNHEALTHY,
                        "the node was not healthy before the change: " + ailments + "; mend it first");
        };
    }

    private Next apply(Node node, Change change, Known layout, @Nullable FoundFile found) throws IOException {
        Payload payload;
        try {
            payload = unsealer.open(order);
        } catch (UnsealException | MalformedPayloadException e) {
            return refuse(node, new Cause(Reasons.PAYLOAD_REFUSED, String.valueOf(e.getMessage())));
        }
        byte[] bytes = payload.registriesYaml().reveal().getBytes(StandardCharsets.UTF_8);
        ReadResult read = RegistriesReader.read(bytes);
        if (!(read instanceof ReadResult.Read(var registries, var _))) {
            return refuse(node, new Cause(Reasons.FILE_REFUSED, refusal(read)));
        }
        List<String> refusals = refusals(registries);
        if (!refusals.isEmpty()) return refuse(node, new Cause(Reasons.FILE_REFUSED, several(refusals)));
        List<String> errors = Certificates.errors(registries, node.files(), layout.ownFolder(), payload.files());
        if (!errors.isEmpty()) return refuse(node, new Cause(Reasons.CERTIFICATE_REFUSED, several(errors)));
        String meaning = FileMeaning.of(bytes);
        Takeover takeover = Takeover.judge(
                layout.registriesFile(), found, node.ledger().ownership(), meaning, true, order.replaceExisting());
        return switch (takeover) {
            case Takeover.Forbidden(Cause cause) -> refuse(node, cause);
            case Takeover.Adopt(String digest) -> {
                Target target = new Target(
                        layout.registriesFile().toString(),
                        digest,
                        digest,
                        meaning,
                        meaning,
                        new Ownership.Adopted(digest));
                yield go(new Prepared(change, layout, target, new Content.Same(), KeepFirst.NOTHING, payload.files()));
            }
            case Takeover.Allowed(KeepFirst keep, boolean formerKept) -> {
                String digest = Digest.of(bytes);
                boolean same = found != null && found.digest().equals(digest);
                Content content = same ? new Content.Same() : new Content.Written(Secret.of(bytes));
                Target target = new Target(
                        layout.registriesFile().toString(),
                        found == null ? null : found.digest(),
                        digest,
                        FileMeaning.of(found),
                        meaning,
                        new Ownership.Managed(digest, formerKept));
                yield go(new Prepared(change, layout, target, content, keep, payload.files()));
            }
        };
    }

    /** Nothing of ours is in effect: whatever is there, and whether it has been read, is its owner's affair. */
    private static Next leaveAlone(Change change, Known layout, UnitState unit, @Nullable FoundFile found) {
        String digest = found == null ? null : found.digest();
        String meaning = FileMeaning.of(found);
        Target target = new Target(
                layout.registriesFile().toString(), digest, digest, meaning, meaning, new Ownership.Nothing());
        return new Next.Go(new Done(change.committing(target), layout, unit.invocationId()));
    }

    private Next restore(Node node, Change change, Known layout, @Nullable FoundFile found) throws IOException {
        boolean formerKept = node.ledger().ownership() instanceof Ownership.Managed managed && managed.formerKept();
        FoundFile former = formerKept ? node.files().look(OwnFolder.former(layout)) : null;
        if (formerKept && former == null) {
            return refuse(
                    node,
                    new Cause(
                            Reasons.FORMER_FILE_MISSING,
                            OwnFolder.former(layout) + " is gone, so the former file cannot be given back; put it there"
                                    + " again, or remove " + layout.registriesFile() + " by hand and restart "
                                    + layout.unit()));
        }
        if (former != null && RegistriesReader.read(former.content().reveal()) instanceof ReadResult.Refused refused) {
            return refuse(
                    node,
                    new Cause(
                            Reasons.FILE_REFUSED,
                            "the former file cannot be given back, since " + layout.unit()
                                    + " would not start with it: " + OwnFolder.former(layout) + " " + place(refused)
                                    + "; mend it there"));
        }
        String meaning = FileMeaning.of(former);
        Takeover takeover = Takeover.judge(
                layout.registriesFile(), found, node.ledger().ownership(), meaning, false, order.replaceExisting());
        if (!(takeover instanceof Takeover.Allowed(KeepFirst keep, boolean _))) {
            return refuse(node, ((Takeover.Forbidden) takeover).cause());
        }
        Target target = new Target(
                layout.registriesFile().toString(),
                found == null ? null : found.digest(),
                former == null ? null : former.digest(),
                FileMeaning.of(found),
                meaning,
                new Ownership.Nothing());
        Content content = former == null ? new Content.None() : new Content.Former();
        return go(new Prepared(change, layout, target, content, keep, List.of()));
    }

    private static String refusal(ReadResult read) {
        return switch (read) {
            case ReadResult.Refused refused -> "the registries.yaml of the order would not be taken: " + place(refused);
            case ReadResult.Undecided(String reason) ->
                "it cannot be told whether the registries.yaml of the order would be taken: " + reason;
            case ReadResult.Read _ -> throw new IllegalArgumentException("was read");
        };
    }

    private static String place(ReadResult.Refused refused) {
        return "line " + refused.line() + ", column " + refused.column() + ": " + refused.reason();
    }

    /**
     * What must never reach a node. The operator has refused it already, but whoever may write an order is not proven to be the
     * operator. How many entries there may be is the API's matter, and half an identity is told with the other certificates.
     */
    private static List<String> refusals(Registries registries) {
        return Refusals.of(registries).stream()
                .filter(refusal -> refusal.code() != RefusalCode.TooMany && refusal.code() != RefusalCode.HalfIdentity)
                .map(Refusal::toString)
                .toList();
    }

    /** A status has no room for hundreds. */
    private static String several(List<String> errors) {
        String first = errors.stream().limit(MOST_ERRORS).collect(Collectors.joining("; "));
        return errors.size() > MOST_ERRORS ? first + "; and " + (errors.size() - MOST_ERRORS) + " more" : first;
    }

    private static Next go(Prepared prepared) {
        return new Next.Go(new Stage(prepared));
    }

    /** Nothing was changed yet, so that the node cannot be looked at is no reason to hold its slot for ever. */
    @Override
    public Next failed(Node node, IOException cause) throws IOException {
        return refuse(
                node,
                new Cause(
                        Reasons.NODE_UNHEALTHY,
                        "the node could not be looked at, and is as it was: " + cause.getMessage()));
    }

    private Next refuse(Node node, Cause cause) throws IOException {
        Outcome outcome = new Outcome(order.sequence(), Phase.REFUSED, cause);
        node.journal().save(node.ledger().ended(outcome));
        return new Next.End(outcome);
    }
}
