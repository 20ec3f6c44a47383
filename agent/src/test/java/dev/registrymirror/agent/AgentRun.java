package dev.registrymirror.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.registrymirror.agent.Agent.Pace;
import dev.registrymirror.agent.Agent.Reach;
import dev.registrymirror.agent.api.Backoff;
import dev.registrymirror.agent.api.FakeApiServer;
import dev.registrymirror.agent.api.FakeApiServer.Answer;
import dev.registrymirror.agent.api.Mailbox;
import dev.registrymirror.agent.api.NodeRegistriesApi;
import dev.registrymirror.agent.api.ObjectWatch;
import dev.registrymirror.agent.api.ServiceAccount;
import dev.registrymirror.agent.api.StoredObject;
import dev.registrymirror.agent.change.ChangeRunner;
import dev.registrymirror.agent.change.Folders;
import dev.registrymirror.agent.change.Journal;
import dev.registrymirror.agent.change.Node;
import dev.registrymirror.agent.change.TestNode;
import dev.registrymirror.agent.decide.Identity;
import dev.registrymirror.agent.host.FolderWatch;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.order.OrderField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.core.ThrowingRunnable;

/** An agent put together as the program does it, with a real HTTP connection, on a node in a folder. */
final class AgentRun implements AutoCloseable {
    final TestNode node;
    final FakeApiServer server;
    final StoredObject object = new StoredObject();
    private final Path account;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> death = new AtomicReference<>();
    private Mailbox mailbox = new Mailbox();
    private ThrowingConsumer<Ledger> onSave = _ -> {};
    private Duration look = Duration.ofDays(1);
    private boolean watched = true;
    private final AtomicInteger looks = new AtomicInteger();

    AgentRun(Path folder) throws IOException {
        this(folder, TestNode.in(Files.createDirectories(folder.resolve("node"))));
    }

    AgentRun(Path folder, TestNode node) throws IOException {
        this.node = node;
        account = Files.createDirectories(folder.resolve("account"));
        server = new FakeApiServer(account);
        server.otherwise(object);
        token(TestNode.UID);
    }

    /** The kubelet writes a token for a pod on this Node. */
    void token(String nodeUid) throws IOException {
        String claims =
                "{\"iss\":\"https://issuer\",\"kubernetes.io\":{\"node\":{\"name\":\"worker-1\",\"uid\":\"%s\"}}}"
                        .formatted(nodeUid);
        server.token("e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".c2ln");
    }

    /** What happens when the loop itself has saved a ledger. */
    void whenSaved(ThrowingConsumer<Ledger> what) {
        onSave = what;
    }

    /** Nothing tells of files, and the agent looks by itself. */
    void looksEvery(Duration interval) {
        look = interval;
        watched = false;
    }

    /** Waits until the agent has begun to look so many times more; when a look begins, the one before has written what it writes. */
    void looksAgain(int times) {
        int before = looks.get();
        soon(() -> assertThat(looks.get()).isGreaterThanOrEqualTo(before + times));
    }

    void start() throws IOException {
        Node found = node.found();
        Identity identity = new Identity(
                TestNode.NODE, TestNode.UID, node.keyPair().publicKey().encodeBase64());
        NodeRegistriesApi api = server.api();
        mailbox = new Mailbox();
        ChangeRunner runner = new ChangeRunner(
                found, () -> node.layout, new NodeUnsealer(node.keyPair(), TestNode.NODE, TestNode.UID));
        Agent agent = new Agent(
                identity,
                "1.2.3",
                new Reach(
                        new Node(found.files(), found.systemd(), found.probe(), found.uptime(), told(found.journal())),
                        () -> node.layout,
                        folders(),
                        api,
                        mailbox,
                        new ServiceAccount(account)),
                runner,
                new Pace(look, Duration.ofMillis(20), Duration.ofMillis(20), backoff()));
        thread(new ObjectWatch(api, mailbox, backoff())::run);
        thread(() -> {
            try {
                agent.run();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The node's folders are in a folder here. */
    private Folders folders() {
        if (!watched) return _ -> looks.incrementAndGet();
        Folders watch = FolderWatch.start(mailbox::nudge, Duration.ofMillis(20));
        return folders -> {
            watch.watch(folders.stream().map(node::real).toList());
            looks.incrementAndGet();
        };
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), new SplittableRandom(1));
    }

    private void thread(Runnable program) {
        Thread thread = Thread.ofPlatform().unstarted(program);
        thread.setUncaughtExceptionHandler((_, e) -> death.set(e));
        thread.start();
        threads.add(thread);
    }

    private Journal told(Journal journal) {
        return new Journal() {
            @Override
            public Ledger ledger() {
                return journal.ledger();
            }

            @Override
            public void save(Ledger ledger) throws IOException {
                journal.save(ledger);
                onSave.accept(ledger);
            }

            @Override
            public void putAside(byte[] content) throws IOException {
                journal.putAside(content);
            }
        };
    }

    /** Waits for the loop to end by itself. */
    void ended() throws InterruptedException {
        threads.getLast().join();
        assertThat(death.get()).isNull();
    }

    /** Waits until this is so, and stays fair to a slow machine. */
    static void soon(ThrowingRunnable what) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(what);
    }

    /** Waits until the status's phases were these, one write each. */
    void wrote(String... phases) {
        soon(() -> assertThat(object.written("phase")).containsExactly((Object[]) phases));
    }

    /** Waits until the watch has told of an order with this sequence. */
    void heardOf(long sequence) {
        soon(() -> assertThat(mailbox.latest())
                .isNotNull()
                .satisfies(seen -> assertThat(seen.order())
                        .isInstanceOfSatisfying(
                                OrderField.Given.class,
                                given -> assertThat(given.order().sequence()).isEqualTo(sequence))));
    }

    long requests(String method) {
        return server.requests.stream()
                .filter(request -> request.startsWith(method + " "))
                .count();
    }

    /** The write arrives, but its answer does not. */
    Answer lostAnswer() {
        return object::answer;
    }

    /** Something happens when the request is on its way, just before it arrives. */
    Answer after(Runnable what) {
        return exchange -> {
            what.run();
            object.give(exchange);
        };
    }

    /** The answer is under way while something happens. */
    Answer before(Runnable what) {
        return (HttpExchange exchange) -> {
            Answer answer = object.answer(exchange);
            what.run();
            if (answer != null) answer.give(exchange);
        };
    }

    void untouched() throws IOException {
        assertThat(node.file()).isEmpty();
        assertThat(node.real(TestNode.OWN)).doesNotExist();
        assertThat(node.rke2.restarts).isZero();
    }

    /** Ends the agent wherever it is, and waits for it: what it did can be looked at then. */
    void stop() throws InterruptedException {
        for (Thread thread : threads) thread.interrupt();
        object.away(true);
        for (Thread thread : threads) thread.join();
        threads.clear();
        object.away(false);
        assertThat(death.get()).isNull();
    }

    @Override
    public void close() {
        for (Thread thread : threads) thread.interrupt();
        object.away(true);
        server.close();
    }
}
