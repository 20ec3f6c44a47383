package dev.registrymirror.mirrors.combine;

import dev.registrymirror.mirrors.resolve.Resolution;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.revision.Revisions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What RegistryMirrors give together, kept from one derivation to the next: most of those follow from nodes, and composing is most of their
 * work. For one thread at a time.
 */
public final class Combinations {
    private Map<Key, Combination> last = new HashMap<>();
    private Map<Key, Combination> current = new HashMap<>();

    private record Key(List<Member> members, Distribution distribution, Revisions revisions) {}

    /** Compared by identity, since a resolution may hold long certificates and is the same object as long as nothing changes. */
    private record Member(String name, Resolution resolution) {
        @Override
        @SuppressWarnings("ReferenceEquality") // see above
        public boolean equals(Object other) {
            return other instanceof Member member && member.resolution == resolution && member.name.equals(name);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(resolution);
        }
    }

    /** What they give together on a node of this distribution; composed only if that was not done before. */
    public Combination of(List<Author> authors, Distribution distribution, Revisions revisions) {
        List<Member> members = authors.stream()
                .map(author -> new Member(author.name(), author.resolution()))
                .toList();
        return current.computeIfAbsent(new Key(members, distribution, revisions), key -> {
            Combination known = last.get(key);
            return known == null ? Combination.of(authors, distribution, revisions) : known;
        });
    }

    /** Forgets what was not asked for since this was called before. */
    public void forgetUnused() {
        last = current;
        current = new HashMap<>();
    }
}
