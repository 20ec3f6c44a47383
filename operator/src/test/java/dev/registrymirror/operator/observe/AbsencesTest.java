package dev.registrymirror.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.operator.observe.Absences.Sighting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbsencesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant GRACE_LATER = NOON.plus(Absences.GRACE);

    private static Sighting there() {
        return new Sighting("a", true, null);
    }

    private static Sighting away(String told) {
        return new Sighting("a", false, Instant.parse(told));
    }

    private static Sighting away() {
        return new Sighting("a", false, null);
    }

    @Test
    void an_absence_is_long_when_the_grace_is_over_and_that_moment_is_known() {
        Absences absences =
                Absences.NONE.next(List.of(there()), NOON.minusSeconds(1)).next(List.of(away()), NOON);

        assertThat(absences.isLong("a", GRACE_LATER.minusMillis(1))).isFalse();
        assertThat(absences.isLong("a", GRACE_LATER)).isTrue();
        assertThat(absences.nextLong(List.of("a"), NOON)).hasValue(GRACE_LATER);
        assertThat(absences.nextLong(List.of("a"), GRACE_LATER)).isEmpty();
        assertThat(absences.nextLong(List.of("b"), NOON)).isEmpty();
    }

    @Test
    void it_begins_once_however_often_it_is_looked_at() {
        Absences absences = Absences.NONE
                .next(List.of(away()), NOON)
                .next(List.of(away("2026-01-01T12:00:30Z")), NOON.plusSeconds(40));

        assertThat(absences.isLong("a", GRACE_LATER)).isTrue();
    }

    @Test
    void it_ends_when_the_node_is_back_and_the_next_one_begins_anew() {
        Absences absences = Absences.NONE
                .next(List.of(away()), NOON)
                .next(List.of(there()), NOON.plusSeconds(50))
                .next(List.of(away()), NOON.plusSeconds(55));

        assertThat(absences.isLong("a", GRACE_LATER)).isFalse();
    }

    @Test
    void at_the_first_look_the_api_tells_since_when_so_a_new_leader_knows_too() {
        assertThat(Absences.NONE
                        .next(List.of(away("2026-01-01T11:00:00Z")), NOON)
                        .isLong("a", NOON))
                .isTrue();
    }

    @Test
    void what_was_there_a_moment_ago_is_away_since_now_whatever_a_nodes_clock_says() {
        Absences absences = Absences.NONE
                .next(List.of(there()), NOON.minusSeconds(1))
                .next(List.of(away("2026-01-01T11:00:00Z")), NOON);

        assertThat(absences.isLong("a", NOON)).isFalse();
    }

    @Test
    void a_clock_that_is_ahead_does_not_make_an_absence_begin_in_the_future() {
        assertThat(Absences.NONE
                        .next(List.of(away("2026-01-01T13:00:00Z")), NOON)
                        .isLong("a", GRACE_LATER))
                .isTrue();
    }
}
