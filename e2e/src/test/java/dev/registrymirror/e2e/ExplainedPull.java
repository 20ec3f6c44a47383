package dev.registrymirror.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.registrymirror.e2e.cluster.Pull;
import dev.registrymirror.e2e.cluster.TestRegistry;
import dev.registrymirror.e2e.cluster.TestRegistry.Access;
import dev.registrymirror.registries.containerd.NodeOptions;
import dev.registrymirror.registries.explain.Attempt;
import dev.registrymirror.registries.explain.Attempt.Protocol;
import dev.registrymirror.registries.explain.Attempt.TlsSettings;
import dev.registrymirror.registries.explain.Explanation;
import dev.registrymirror.registries.explain.ImageName;
import dev.registrymirror.registries.explain.ImageName.Result.Named;
import dev.registrymirror.registries.explain.Rewriting.Outcome;
import dev.registrymirror.registries.model.Auth.Use;
import dev.registrymirror.registries.model.Registries;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A pull, its explanation, and what the registries' access logs must say about it. Which registry is asked for which repository by which
 * user comes from the explanation alone.
 *
 * @param image the image as a pod names it; the last part of its repository is in no other pull, and in every rewritten name of it
 * @param explanation what is told about it
 * @param serving the place in the list of attempts of the one that has the image; {@link #NOBODY} where none has it
 * @param digest of the image that was pushed there; empty where none was
 */
record ExplainedPull(String image, Explanation explanation, int serving, String digest) {
    static final int NOBODY = -1;

    /** Explains the pull and pushes an image that nobody has seen before to where it is to come from. */
    static ExplainedPull prepare(
            String image, int serving, Registries registries, NodeOptions options, List<TestRegistry> all) {
        if (!(ImageName.of(image) instanceof Named(ImageName name))) {
            throw new IllegalArgumentException(image);
        }
        Explanation explanation = Explanation.of(name, registries, options);
        if (serving == NOBODY) {
            return new ExplainedPull(image, explanation, serving, "");
        }
        Attempt attempt = explanation.attempts().get(serving);
        TestRegistry registry = registry(attempt, all).orElseThrow();
        String unique = UUID.randomUUID().toString();
        String digest = "";
        // Where two rewrites match it is by chance which repository is asked for, at each request of the pull.
        for (String repository : repositories(attempt)) {
            digest = registry.push(repository + ":" + name.tag(), unique);
        }
        return new ExplainedPull(image, explanation, serving, digest);
    }

    /** Compares the outcome and the logs with what was explained. */
    void verify(Pull pull, Map<TestRegistry, List<Access>> logs, String user) {
        String about = image + ": " + explanation.attempts();
        if (serving == NOBODY) {
            assertThat(pull).as(about).isInstanceOf(Pull.Failed.class);
        } else {
            assertThat(pull)
                    .as(about)
                    .isInstanceOfSatisfying(
                            Pull.Pulled.class,
                            pulled -> assertThat(pulled.imageId()).endsWith(digest));
        }
        List<Attempt> attempts = explanation.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            boolean before = serving == NOBODY || i < serving;
            List<Access> seen = registry(attempt, logs.keySet())
                    .map(registry -> concerning(logs.get(registry)))
                    .orElse(List.of());
            if (before && isReachable(attempt, logs.keySet())) {
                assertThat(seen)
                        .as("%s, asked in vain: %s", about, attempt.address())
                        .isNotEmpty();
                assertThat(seen).as(about).noneMatch(access -> access.status() == 200);
            }
            if (i == serving) {
                String expected = attempt.credentials().use() == Use.NOTHING ? "" : user;
                assertThat(seen)
                        .as("%s, served by %s", about, attempt.address())
                        .anySatisfy(access -> {
                            assertThat(access.status()).isEqualTo(200);
                            assertThat(access.user()).isEqualTo(expected);
                        })
                        .extracting(Access::repository)
                        .isSubsetOf(repositories(attempt));
            }
        }
        assertNobodyElseWasAsked(about, logs);
    }

    private void assertNobodyElseWasAsked(String about, Map<TestRegistry, List<Access>> logs) {
        List<Attempt> asked = serving == NOBODY
                ? explanation.attempts()
                : explanation.attempts().subList(0, serving + 1);
        logs.forEach((registry, accesses) -> {
            if (asked.stream().noneMatch(attempt -> isAt(attempt, registry))) {
                assertThat(concerning(accesses))
                        .as("%s, asked though nobody said so: %s", about, registry.host())
                        .isEmpty();
            }
        });
    }

    private List<Access> concerning(List<Access> accesses) {
        String repository = explanation.image().repository();
        String mark = repository.substring(repository.lastIndexOf('/') + 1);
        Predicate<Access> isThisPulls = access ->
                access.repository().equals(mark) || access.repository().endsWith("/" + mark);
        return accesses.stream().filter(isThisPulls).toList();
    }

    /** Nobody trusts the testbed's CA by itself, so that without settings the connection ends before there is a request. */
    private static boolean isReachable(Attempt attempt, Iterable<TestRegistry> all) {
        boolean trusted =
                attempt.address().protocol() != Protocol.HTTPS || !attempt.tls().equals(TlsSettings.NONE);
        return trusted && registry(attempt, all).isPresent();
    }

    private static Optional<TestRegistry> registry(Attempt attempt, Iterable<TestRegistry> all) {
        for (TestRegistry registry : all) {
            if (isAt(attempt, registry)) {
                return Optional.of(registry);
            }
        }
        return Optional.empty();
    }

    private static boolean isAt(Attempt attempt, TestRegistry registry) {
        return URI.create(attempt.address().url()).getAuthority().equals(registry.host());
    }

    /** What the registry itself calls the repositories: a path behind /v2 belongs to their names. */
    private static List<String> repositories(Attempt attempt) {
        String path = URI.create(attempt.address().url()).getPath().replaceFirst("^/v2/?", "");
        return attempt.rewriting().outcomes().stream()
                .map(Outcome::repository)
                .map(repository -> path.isEmpty() ? repository : path + "/" + repository)
                .toList();
    }
}
