package dev.registrymirror.agent.change;

import dev.registrymirror.agent.change.ChangeRunner.Result;
import dev.registrymirror.agent.decide.Decider;
import dev.registrymirror.agent.decide.Decision;
import dev.registrymirror.agent.decide.Identity;
import dev.registrymirror.agent.host.LinuxFiles;
import dev.registrymirror.agent.layout.Layout;
import dev.registrymirror.agent.layout.Layout.HealthPlan;
import dev.registrymirror.agent.layout.Layout.Known;
import dev.registrymirror.agent.layout.Role;
import dev.registrymirror.agent.ledger.Ledger;
import dev.registrymirror.agent.ledger.Outcome;
import dev.registrymirror.agent.order.Action;
import dev.registrymirror.agent.order.NodeObject;
import dev.registrymirror.agent.order.Order;
import dev.registrymirror.agent.order.OrderField;
import dev.registrymirror.agent.order.Phase;
import dev.registrymirror.agent.order.Status;
import dev.registrymirror.agent.state.Stamp;
import dev.registrymirror.agent.state.StateFolder;
import dev.registrymirror.registries.compose.Distribution;
import dev.registrymirror.registries.compose.NodeFile;
import dev.registrymirror.registries.model.Secret;
import dev.registrymirror.registries.revision.MalformedPayloadException;
import dev.registrymirror.registries.revision.Payload;
import dev.registrymirror.registries.revision.PayloadCodec;
import dev.registrymirror.registries.seal.NodeKeyPair;
import dev.registrymirror.registries.seal.Opener;
import dev.registrymirror.registries.seal.OrderContext;
import dev.registrymirror.registries.seal.Sealer;
import dev.registrymirror.registries.seal.UnsealException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A node in a folder: real files, a real state folder, a unit that behaves like RKE2, and agents that may die. */
public final class TestNode {
    public static final Path FILE = Path.of("/etc/rancher/rke2/registries.yaml");
    public static final Path OWN = Path.of("/etc/rancher/rke2/registry-mirror");
    public static final String NODE = "worker-1";
    public static final String UID = "6f7e";

    /** Two files of different meaning. */
    public static final String A = mirroring("a.example.com");

    public static final String B = mirroring("b.example.com");

    /** A certificate. */
    public static final String CA = """
            -----BEGIN CERTIFICATE-----
            MIIBijCCAS+gAwIBAgIUDFJzuJziA18jYInAdBP0YPslsGgwCgYIKoZIzj0EAwIw
            GTEXMBUGA1UEAwwOY2EuZXhhbXBsZS5jb20wIBcNMjYxMTI0MTQzNTI4WhgPMjEy
            NjEwMzExNDM1MjhaMBkxFzAVBgNVBAMMDmNhLmV4YW1wbGUuY29tMFkwEwYHKoZI
            zj0CAQYIKoZIzj0DAQcDQgAE1jhpFLkckKX4zVOcfcHFybCqMhoYUJp0rC6etRNd
            a6e4TUI3m1/HyL/LJdKb56Z7vMPI20CAF/8uI0nCAa7F3aNTMFEwHQYDVR0OBBYE
            FFUoS0a+tmm21vCmW374HKI+W61rMB8GA1UdIwQYMBaAFFUoS0a+tmm21vCmW374
            HKI+W61rMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKokrZfz
            lLn3ILuxOVB5ckhMGVCvB/Vx4rpbfvuvUIE/AiEAmyUNN/X3fV90C7g1JoejvQgr
            hun4LxppDvOPe+CLilE=
            -----END CERTIFICATE-----
            """;

    private static final Known LAYOUT = new Known(
            Distribution.RKE2,
            Role.AGENT,
            FakeRke2.UNIT,
            FILE,
            OWN,
            new HealthPlan(Path.of("/run/k3s/containerd/containerd.sock"), List.of("127.0.0.1"), 10248, 0));

    final Path root;
    public final FakeRke2 rke2;
    public final FakeUptime uptime;
    public volatile Layout layout = LAYOUT;
    long claimed;
    ClaimBoard answerToClaims = () -> ClaimBoard.Answer.ACCEPTED;
    StateFolder state;

    /** The API server did not take the claim, so the agent must not go on. */
    static final class NotClaimed extends IOException {}

    private TestNode(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(real(FILE).getParent());
        Files.createDirectories(real(Path.of("/var/lib")));
        rke2 = new FakeRke2(real(FILE));
        uptime = new FakeUptime(rke2::secondPasses);
        state = open(Mortal.never());
    }

    public static TestNode in(Path root) throws IOException {
        return new TestNode(root);
    }

    /** A node on which somebody had written a file before RKE2 started. */
    public static TestNode withFile(Path root, String content) throws IOException {
        Path file = root.resolve("etc/rancher/rke2/registries.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return new TestNode(root);
    }

    /** A file with a mirror for this registry. */
    public static String mirroring(String registry) {
        return "mirrors:\n  \"%s\":\n    endpoint:\n      - \"https://m.example.com\"\n".formatted(registry);
    }

    public Path real(Path path) {
        return root.resolve(Path.of("/").relativize(path));
    }

    public String file() throws IOException {
        return Files.exists(real(FILE)) ? Files.readString(real(FILE)) : "";
    }

    public Object inode() throws IOException {
        return Files.getAttribute(real(FILE), "unix:ino");
    }

    List<String> ownFiles() throws IOException {
        return new LinuxFiles(root, root).list(OWN);
    }

    public Ledger ledger() {
        return state.ledger();
    }

    /** Somebody writes a file, as an editor does. */
    public void write(Path path, String content) {
        try {
            Files.writeString(real(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What had to give way, and was put aside. */
    List<String> aside() throws IOException {
        List<String> contents = new ArrayList<>();
        Path folder = Path.of("/var/lib/registry-mirror");
        for (String name : new LinuxFiles(root, root).list(folder)) {
            if (name.startsWith("aside-")) contents.add(Files.readString(real(folder.resolve(name))));
        }
        return contents;
    }

    private StateFolder open(Mortal mortal) throws IOException {
        return StateFolder.open(
                mortal.files(new LinuxFiles(root, root), root),
                Path.of("/var/lib/registry-mirror"),
                new Stamp(UID, "machine"),
                Instant.EPOCH);
    }

    public Order apply(long sequence, String yaml, NodeFile... files) {
        return apply(sequence, yaml, false, files);
    }

    Order applyReplacing(long sequence, String yaml, NodeFile... files) {
        return apply(sequence, yaml, true, files);
    }

    private Order apply(long sequence, String yaml, boolean replace, NodeFile... files) {
        NodeKeyPair keys = state.keyPair();
        List<NodeFile> sorted = Arrays.stream(files)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
        byte[] plain = PayloadCodec.encode(new Payload(Secret.of(yaml), sorted));
        String revision = "r" + sequence;
        byte[] sealed = Sealer.seal(keys.publicKey(), new OrderContext(NODE, UID, sequence, revision), plain);
        return new Order(
                sequence,
                Action.APPLY,
                revision,
                Base64.getEncoder().encodeToString(sealed),
                keys.publicKey().encodeBase64(),
                replace,
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    public Order restore(long sequence) {
        return new Order(
                sequence,
                Action.RESTORE,
                Order.FORMER,
                null,
                null,
                false,
                Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    /** A node whose agent died when it had just put this file in place. */
    public static TestNode diedAfterCommit(Path folder, long sequence, String yaml) throws IOException {
        for (int effect = 0; ; effect++) {
            TestNode node = in(folder.resolve("died-" + effect));
            try {
                node.agent(node.apply(sequence, yaml), new Mortal(effect, Mortal.When.AFTER));
                throw new AssertionError("no effect wrote the file");
            } catch (Mortal.Death _) {
                if (node.file().equals(yaml)) return node;
            }
        }
    }

    /** The node as a fresh agent finds it. */
    public Node found() throws IOException {
        return found(Mortal.never());
    }

    private Node found(Mortal mortal) throws IOException {
        state = open(mortal);
        return new Node(mortal.files(new LinuxFiles(root, root), root), mortal.systemd(rke2), rke2, uptime, state);
    }

    /** The node's key. */
    public NodeKeyPair keyPair() {
        return state.keyPair();
    }

    /** A healthy agent carries it out. */
    public Outcome carryOut(Order order) throws IOException {
        return agent(order, Mortal.never());
    }

    /**
     * A fresh agent on this node: it wakes up, finishes what another one had begun, and carries the order out if it was not yet.
     *
     * @throws Mortal.Death where it dies
     */
    Outcome agent(Order order, Mortal mortal) throws IOException {
        ChangeRunner runner = new ChangeRunner(found(mortal), () -> layout, this::unseal);
        runner.wakeUp(LAYOUT);
        Identity identity = new Identity(NODE, UID, state.keyPair().publicKey().encodeBase64());
        Decision decision = Decider.decide(object(order), state.ledger(), identity);
        if (decision instanceof Decision.Proceed(Order given, boolean claimedBefore)) {
            ClaimBoard board = mortal.board(() -> {
                ClaimBoard.Answer answer = answerToClaims.claim();
                if (answer == ClaimBoard.Answer.ACCEPTED) claimed = order.sequence();
                return answer;
            });
            if (runner.carryOut(given, claimedBefore, board) instanceof Result.Ended(Outcome outcome)) return outcome;
            throw new NotClaimed();
        }
        if (decision instanceof Decision.Halt(Outcome outcome)) {
            state.save(state.ledger().ended(outcome));
            return outcome;
        }
        Outcome outcome = state.ledger().outcome();
        if (outcome == null) throw new AssertionError(decision);
        return outcome;
    }

    private NodeObject object(Order order) {
        Status status = new Status(null, claimed, 0, null, Phase.IDLE, "", "", 0, null);
        return new NodeObject(NODE, "object", "1", UID, new OrderField.Given(order), status);
    }

    private Payload unseal(Order order) throws UnsealException, MalformedPayloadException {
        byte[] sealed = Base64.getDecoder().decode(order.payload());
        OrderContext context = new OrderContext(NODE, UID, order.sequence(), order.revision());
        return PayloadCodec.decode(Opener.open(state.keyPair(), context, sealed));
    }

    public static NodeFile certificate(String pem) {
        return NodeFile.of(Secret.of(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
