package dev.registrymirror.mirrors.combine;

import static dev.registrymirror.mirrors.Fixtures.mirror;
import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.api.v1alpha1.Reasons;
import dev.registrymirror.mirrors.resolve.FakeReferences;
import dev.registrymirror.mirrors.resolve.MirrorResolver;
import dev.registrymirror.mirrors.resolve.Resolution;
import dev.registrymirror.registries.compose.Contribution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.model.Mirror;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.RevisionKey;
import dev.registrymirror.registries.revision.Revisions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CombinationsTest {
    private static final String SPEC = "mirrors: [{registry: quay.io, endpoints: [https://a]}]";

    private final Revisions revisions = new Revisions(new RevisionKey(Secret.of(new byte[RevisionKey.LENGTH])));
    private final Combinations combinations = new Combinations();

    @Test
    void what_has_not_changed_is_not_composed_again() {
        Author author = author();
        Combination first = combine(author, revisions);
        combinations.forgetUnused();

        assertThat(combine(author, revisions)).isSameAs(first);
    }

    @Test
    void a_mirror_that_was_resolved_anew_is_composed_anew() {
        Combination first = combine(author(), revisions);
        Combination anew = combine(author(), revisions);

        assertThat(anew).isNotSameAs(first);
        assertThat(((Combination.Whole) anew).revision()).isEqualTo(((Combination.Whole) first).revision());
    }

    @Test
    void under_another_key_the_revision_has_another_name() {
        Author author = author();
        Combination first = combine(author, revisions);

        assertThat(combine(author, new Revisions(RevisionKey.generate(new SecureRandom()))))
                .isNotEqualTo(first);
    }

    @Test
    void what_nobody_asks_for_any_more_is_forgotten() {
        Author author = author();
        Combination first = combine(author, revisions);
        combinations.forgetUnused();
        combinations.forgetUnused();

        assertThat(combine(author, revisions)).isNotSameAs(first);
    }

    @Test
    void what_cannot_be_written_is_said_of_those_mirrors_and_ends_nothing() {
        var unwritable =
                new Contribution("corp", 0, new TreeMap<>(Map.of("a".repeat(2000), Mirror.EMPTY)), new TreeMap<>());

        Combination combination =
                combine(new Author(mirror("corp", SPEC), new Resolution.Resolved(unwritable)), revisions);

        assertThat(combination).isInstanceOfSatisfying(Combination.Held.class, held -> {
            assertThat(held.hold().reason()).isEqualTo(Reasons.NOT_ACCEPTED);
            assertThat(held.hold().culprits()).containsExactly("corp");
            assertThat(held.hold().message()).contains("RegistriesWriter", "report");
        });
    }

    private Combination combine(Author author, Revisions under) {
        return combinations.of(List.of(author), Distribution.RKE2, under);
    }

    private static Author author() {
        var mirror = mirror("corp", SPEC);
        return new Author(mirror, MirrorResolver.resolve(mirror, new FakeReferences()));
    }
}
