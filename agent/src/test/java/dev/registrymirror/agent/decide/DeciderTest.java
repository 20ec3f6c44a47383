package dev.registrymirror.agent.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.ledger.Cause;
import dev.registrymirror.agent.ledger.Change;
import dev.registrymirror.agent.ledger.Change.StepName;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.ledger.Ownership;
import dev.registrymirror.agent.ledger.Reasons;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.NodeObject;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.OrderField;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.agent.order.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeciderTest {
    private static final Identity ME = new Identity("worker-1", "uid-1", "key-1");
    private static final Outcome APPLIED = new Outcome(5, Phase.APPLIED, new Cause(Reasons.VERIFIED, ""));

    private static Order order(long sequence, String key) {
        return new Order(sequence, Action.APPLY, "r", "p", key, false, Duration.ofMinutes(5), Duration.ofSeconds(10));
    }

    private static NodeObject object(OrderField order, long claimed) {
        Status status = new Status(null, claimed, 0, null, Phase.IDLE, "", "", 0, null);
        return new NodeObject("worker-1", "o", "1", "uid-1", order, status);
    }

    private static Decision decide(OrderField order, long claimed, Ledger ledger) {
        return Decider.decide(object(order, claimed), ledger, ME);
    }

    private static OrderField given(long sequence) {
        return new OrderField.Given(order(sequence, "key-1"));
    }

    @Test
    void aHigherSequenceIsCarriedOut() {
        assertThat(decide(given(6), 0, Ledger.EMPTY.ended(APPLIED)))
                .isEqualTo(new Decision.Proceed(order(6, "key-1"), false));
    }

    @Test
    void aSequenceThatIsNotHigherIsNeverCarriedOutWhateverTheObjectSays() {
        Ledger ledger = Ledger.EMPTY.ended(APPLIED);
        assertThat(decide(given(5), 0, ledger)).isInstanceOf(Decision.Hold.class);
        assertThat(decide(given(4), 0, ledger)).isInstanceOf(Decision.Hold.class);
        assertThat(decide(given(4), 4, ledger)).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void noOrderIsNoOrder() {
        assertThat(decide(new OrderField.None(), 0, Ledger.EMPTY.ended(APPLIED)))
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void theObjectOfAnotherNodeOfThisNameIsLeftAlone() {
        NodeObject other = new NodeObject("worker-1", "o", "1", "uid-2", given(9), Status.NONE);
        assertThat(Decider.decide(other, Ledger.EMPTY, ME)).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void aPayloadSealedToAnOldKeyIsAnsweredWithoutTouchingTheNode() {
        Decision decision = decide(new OrderField.Given(order(6, "key-0")), 0, Ledger.EMPTY);
        assertThat(decision).isInstanceOfSatisfying(Decision.Halt.class, halt -> {
            assertThat(halt.outcome().sequence()).isEqualTo(6);
            assertThat(halt.outcome().phase()).isEqualTo(Phase.REFUSED);
            assertThat(halt.outcome().cause().reason()).isEqualTo(Reasons.STALE_SEAL);
        });
    }

    @Test
    void anOrderThatCannotBeUnderstoodIsAnsweredOnce() {
        OrderField malformed = new OrderField.Malformed(6, "spec.order.payload is missing");
        Decision decision = decide(malformed, 0, Ledger.EMPTY);
        assertThat(decision).isInstanceOfSatisfying(Decision.Halt.class, halt -> {
            assertThat(halt.outcome().cause().message()).contains("spec.order.payload is missing");
            assertThat(decide(malformed, 0, Ledger.EMPTY.ended(halt.outcome()))).isInstanceOf(Decision.Hold.class);
        });
    }

    @Test
    void aClaimThatMayNotHaveArrivedIsSentAgain() {
        Ledger claiming = Ledger.EMPTY.withChange(Change.of(order(6, "key-1")));
        assertThat(claiming.highest()).isEqualTo(6);
        assertThat(decide(given(6), 0, claiming)).isEqualTo(new Decision.Proceed(order(6, "key-1"), false));
        assertThat(decide(given(6), 6, claiming)).isEqualTo(new Decision.Proceed(order(6, "key-1"), true));
    }

    @Test
    void aClaimedOrderWhoseKeyIsGoneIsAnsweredSoThatItIsSealedAnew() {
        Ledger checking = Ledger.EMPTY.withChange(Change.of(order(6, "key-0")).at(StepName.CHECK));
        Decision decision = decide(new OrderField.Given(order(6, "key-0")), 6, checking);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Halt.class,
                        halt -> assertThat(halt.outcome().cause().reason()).isEqualTo(Reasons.STALE_SEAL));
    }

    @Test
    void anOrderThatVanishedIsAnsweredWhetherItsClaimArrivedOrNotSoThatItMayBeSeenAgain() {
        Ledger checking = Ledger.EMPTY
                .ended(APPLIED)
                .withChange(Change.of(order(6, "key-1")).at(StepName.CHECK));
        for (OrderField now : List.of(new OrderField.None(), given(7))) {
            for (long claimed : new long[] {5, 6}) {
                assertThat(decide(now, claimed, checking)).isInstanceOfSatisfying(Decision.Gone.class, gone -> {
                    assertThat(gone.outcome().sequence()).isEqualTo(6);
                    assertThat(gone.outcome().phase()).isEqualTo(Phase.REFUSED);
                    assertThat(gone.outcome().cause().reason()).isEqualTo(Reasons.ORDER_WITHDRAWN);
                    Ledger after = checking.ended(gone.outcome());
                    assertThat(decide(given(6), claimed, after)).isInstanceOf(Decision.Hold.class);
                    assertThat(decide(given(7), claimed, after)).isInstanceOf(Decision.Proceed.class);
                });
            }
        }
    }

    @Test
    void anOrderThatWasSeenAndNeverAnsweredIsAnswered() {
        Ledger seen = new Ledger(6, 0, null, APPLIED, new Ownership.Nothing(), null, List.of(), null);
        assertThat(decide(given(6), 5, seen)).isInstanceOfSatisfying(Decision.Halt.class, halt -> {
            assertThat(halt.outcome().sequence()).isEqualTo(6);
            assertThat(halt.outcome().cause().reason()).isEqualTo(Reasons.ORDER_WITHDRAWN);
        });
        assertThat(decide(given(5), 5, seen)).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void anOutcomeIsToldBeforeItIsSaidThatTheNodeIsUnsupported() {
        Layout unsupported = new Layout.Unsupported(new Cause(Reasons.UNSUPPORTED_LAYOUT, "two units"), null);
        Ledger ledger = Ledger.EMPTY.ended(APPLIED);
        Status first = StatusReport.of(ledger, unsupported, ME, "1", Status.NONE, null);
        assertThat(first.phase()).isEqualTo(Phase.APPLIED);
        assertThat(first.observed()).isEqualTo(5);
        Status second = StatusReport.of(ledger, unsupported, ME, "1", first, null);
        assertThat(second.phase()).isEqualTo(Phase.UNSUPPORTED);
        assertThat(second.observed()).isEqualTo(5);
        assertThat(StatusReport.of(ledger, unsupported, ME, "1", second, null)).isEqualTo(second);
    }

    @Test
    void whileAChangeIsUnderWayTheStatusClaimsItAndKeepsTheLastOutcome() {
        Ledger ledger = Ledger.EMPTY.ended(APPLIED).withChange(Change.of(order(6, "key-1")));
        Layout unsupported = new Layout.Unsupported(new Cause(Reasons.UNSUPPORTED_LAYOUT, "two units"), null);
        Status status = StatusReport.of(ledger, unsupported, ME, "1", Status.NONE, null);
        assertThat(status.phase()).isEqualTo(Phase.CLAIMED);
        assertThat(status.claimed()).isEqualTo(6);
        assertThat(status.observed()).isEqualTo(5);
    }
}
