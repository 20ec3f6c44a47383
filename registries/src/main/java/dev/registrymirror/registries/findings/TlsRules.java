package dev.registrymirror.registries.findings;

import dev.registrymirror.registries.findings.Targets.Target;
import dev.registrymirror.registries.model.HostConfig;
import dev.registrymirror.registries.model.Tls;
import java.util.List;

/** TLS settings that make TLS worth nothing, or that are for no TLS at all. */
final class TlsRules {
    private final Subject subject;

    private TlsRules(Subject subject) {
        this.subject = subject;
    }

    static void apply(Subject subject) {
        TlsRules rules = new TlsRules(subject);
        subject.registries().configs().forEach((host, config) -> {
            if (config.tls() != null && Subject.hasTls(config) && !host.equals("*")) {
                rules.config(host, config, config.tls());
            }
        });
    }

    private void config(String host, HostConfig config, Tls tls) {
        List<Target> users = subject.targets().users(host);
        boolean plain = !users.isEmpty()
                && users.stream()
                        .allMatch(user -> user.endpoint().isHttp()
                                && !user.endpoint().port().equals("80"));
        if (plain) {
            subject.report()
                    .add(
                            FindingCode.TlsOnHttp,
                            subject.fields().config(host) + ".tls",
                            "the endpoint %s is plain HTTP, and yet containerd tries https there first because of these settings"
                                    .formatted(users.getFirst().endpoint().text()),
                            "remove tls, or write https:// if the registry speaks it");
        } else if (tls.insecureSkipVerify()
                && !subject.report().isAroundExplained(subject.fields().config(host))
                && !subject.report()
                        .has(FindingCode.ConfigForMirrorName, subject.fields().config(host))) {
            insecure(host, config, tls);
        }
    }

    private void insecure(String host, HostConfig config, Tls tls) {
        String remove = "remove " + subject.fields().tlsKey(host, "insecure_skip_verify");
        String remedy = tls.caFile() == null
                ? "name the certificate of the CA that signed the server's as %s, and %s"
                        .formatted(subject.fields().tlsKey(host, "ca_file"), remove)
                : remove;
        String message = HostName.isPublic(host)
                ? "whoever is on the way to %s can answer in its place, and images come from them; its certificate is trusted by every host"
                        .formatted(host)
                : Subject.hasCredentials(config)
                        ? "whoever is on the way to %s can answer in its place, and gets the credentials"
                                .formatted(host)
                        : tls.caFile() != null ? "the CA is not looked at: any certificate is taken" : null;
        if (message != null) {
            subject.report()
                    .add(
                            FindingCode.InsecureSkipVerify,
                            subject.fields().tls(host, "insecure_skip_verify"),
                            message,
                            HostName.isPublic(host) ? remove : remedy);
        }
    }
}
