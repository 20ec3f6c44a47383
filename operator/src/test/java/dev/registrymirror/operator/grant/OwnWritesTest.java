package dev.registrymirror.operator.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnWritesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final OwnWrites writes = new OwnWrites();
    private final Map<String, String> shown = new HashMap<>();

    private boolean areSeen(Instant now) {
        return writes.areSeen(shown::get, now);
    }

    @Test
    void aWriteIsSeenWhenTheCacheShowsAnotherVersionThanBefore() {
        shown.put("a", "7");
        writes.add("a", "7", NOON);
        assertThat(areSeen(NOON)).isFalse();

        shown.put("a", "9");
        assertThat(areSeen(NOON)).isTrue();
    }

    @Test
    void aCreationIsSeenWhenTheCacheShowsAnythingAndADeletionWhenNothing() {
        writes.add("made", null, NOON);
        shown.put("gone", "3");
        writes.add("gone", "3", NOON);
        assertThat(areSeen(NOON)).isFalse();

        shown.put("made", "1");
        assertThat(areSeen(NOON)).isFalse();
        shown.remove("gone");
        assertThat(areSeen(NOON)).isTrue();
    }

    @Test
    void aCreationForANodeThatGoesAtTheSameMomentKeepsNobodyWaiting() {
        writes.add("a", null, NOON);
        writes.add("b", null, NOON);

        writes.keepOnly(Set.of("b"));
        assertThat(areSeen(NOON)).isFalse();

        shown.put("b", "1");
        assertThat(areSeen(NOON)).isTrue();
    }

    @Test
    void whatNobodySeesIsForgottenAfterAWhile() {
        writes.add("a", null, NOON);

        assertThat(areSeen(NOON.plusSeconds(9))).isFalse();
        assertThat(areSeen(NOON.plusSeconds(10))).isTrue();
    }
}
