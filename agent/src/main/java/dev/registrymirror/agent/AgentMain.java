package dev.registrymirror.agent;

import dev.registrymirror.agent.Agent.Pace;
import dev.registrymirror.agent.Agent.Reach;
import dev.registrymirror.agent.api.ApiServer;
import dev.registrymirror.agent.api.Backoff;
import dev.registrymirror.agent.api.Mailbox;
import dev.registrymirror.agent.api.NodeRegistriesApi;
import dev.registrymirror.agent.api.ObjectWatch;
import dev.registrymirror.agent.api.ServiceAccount;
import dev.registrymirror.agent.api.ServiceAccount.Claims;
import dev.registrymirror.agent.change.ChangeRunner;
import dev.registrymirror.agent.change.HostFiles;
import dev.registrymirror.agent.change.Node;
import dev.registrymirror.agent.change.Surveyor;
import dev.registrymirror.agent.change.Systemd;
import dev.registrymirror.agent.change.Uptime;
import dev.registrymirror.agent.decide.Identity;
import dev.registrymirror.agent.host.FolderWatch;
import dev.registrymirror.agent.host.HostSurveyor;
import dev.registrymirror.agent.host.LinuxFiles;
import dev.registrymirror.agent.host.LinuxUptime;
import dev.registrymirror.agent.log.Log;
import dev.registrymirror.agent.log.LogProvider;
import dev.registrymirror.agent.probe.NodeProbe;
import dev.registrymirror.agent.state.Stamp;
import dev.registrymirror.agent.state.StateFolder;
import dev.registrymirror.agent.state.StateLock;
import dev.registrymirror.agent.systemd.SystemdBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the agent together and runs it. It may be killed at any moment; it ends by itself only to be started anew. */
public final class AgentMain {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SURVEY_AGAIN = Duration.ofMinutes(1);
    private static final Duration IDENTIFY_AGAIN = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private AgentMain() {}

    /** The program. */
    public static void main(String[] arguments) {
        try {
            AgentConfig config = AgentConfig.of(System.getenv());
            System.setProperty(LogProvider.LEVEL, config.logLevel().name());
            run(config);
        } catch (IOException | IllegalArgumentException e) {
            end("cannot work", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A thread that is lost would leave an agent that only seems to work: better to be started anew. */
    private static void end(String what, Throwable cause) {
        LoggerFactory.getLogger(AgentMain.class).error(what, cause);
        Log.standardError().drain(LAST_WORDS);
        Runtime.getRuntime().halt(1);
    }

    private static void run(AgentConfig config) throws IOException, InterruptedException {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> end(thread.getName() + " ended", e));
        Logger log = LoggerFactory.getLogger(AgentMain.class);
        String version = version();
        ServiceAccount account = new ServiceAccount(AgentConfig.SERVICE_ACCOUNT);
        Claims claims = account.claims();
        log.atInfo()
                .addKeyValue("version", version)
                .addKeyValue("node", claims.nodeName())
                .addKeyValue("nodeUID", claims.nodeUid())
                .log("started; waiting for the right to act");
        try (StateLock _ = StateLock.await(AgentConfig.STATE)) {
            log.info("acting");
            act(config, version, account, claims);
        }
        log.info("this node has joined again under another UID; beginning anew");
        Log.standardError().drain(LAST_WORDS);
        Runtime.getRuntime().halt(0);
    }

    /** Until this node has joined again. */
    private static void act(AgentConfig config, String version, ServiceAccount account, Claims claims)
            throws IOException, InterruptedException {
        HostFiles files = new LinuxFiles(Path.of("/"), config.hostRoot());
        Uptime uptime = new LinuxUptime();
        String machineId =
                Files.readString(config.hostRoot().resolve("etc/machine-id")).strip();
        StateFolder state =
                StateFolder.open(files, AgentConfig.STATE, new Stamp(claims.nodeUid(), machineId), uptime.timeOfDay());
        Identity identity = new Identity(
                claims.nodeName(), claims.nodeUid(), state.keyPair().publicKey().encodeBase64());

        RandomGenerator random = new SplittableRandom();
        ApiServer server = new ApiServer(config.apiServer(), account);
        NodeRegistriesApi api = new NodeRegistriesApi(server, claims.nodeName());
        Mailbox mailbox = new Mailbox();
        Systemd systemd = new SystemdBus(AgentConfig.SYSTEM_BUS);
        Surveyor surveyor = new HostSurveyor(systemd, config.hostRoot());
        NodeProbe probe = new NodeProbe(config.hostRoot(), server);
        Node node = new Node(files, systemd, probe, uptime, state);
        ChangeRunner runner = new ChangeRunner(
                node, surveyor, new NodeUnsealer(state.keyPair(), claims.nodeName(), claims.nodeUid()));

        ObjectWatch watch = new ObjectWatch(api, mailbox, new Backoff(FIRST_WAIT, LONGEST_WAIT, random));
        Thread.ofPlatform().name("watch").start(watch::run);
        new Agent(
                        identity,
                        version,
                        new Reach(node, surveyor, FolderWatch.start(mailbox::nudge, PAUSE), api, mailbox, account),
                        runner,
                        new Pace(
                                LOOK_AGAIN,
                                SURVEY_AGAIN,
                                IDENTIFY_AGAIN,
                                new Backoff(FIRST_WAIT, LONGEST_WAIT, random)))
                .run();
    }

    private static String version() {
        String version = AgentMain.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
