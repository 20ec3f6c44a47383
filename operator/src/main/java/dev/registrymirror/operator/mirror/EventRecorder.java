package dev.registrymirror.operator.mirror;

import dev.registrymirror.operator.report.Transition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Kubernetes events. They are news and not state: one that cannot be written is logged and forgotten. */
public final class EventRecorder {
    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    /** Where events about cluster-scoped objects go. */
    private static final String NAMESPACE = "default";

    private static final int MAX_NOTE = 1024;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final String instance;
    private final Clock clock;

    /**
     * @param instance name of this operator's pod
     */
    public EventRecorder(KubernetesClient client, String instance, Clock clock) {
        this.client = client;
        this.instance = instance;
        this.clock = clock;
    }

    /** Tells of a transition of this object. */
    public void record(HasMetadata about, Transition transition) {
        var event = new EventBuilder()
                .withNewMetadata()
                .withName(about.getMetadata().getName() + "."
                        + UUID.randomUUID().toString().substring(0, 13).replace("-", ""))
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController("registrymirror.dev/operator")
                .withReportingInstance(instance)
                .withAction("Report")
                .withReason(transition.reason())
                .withType(transition.warning() ? "Warning" : "Normal")
                .withNote(shortened(transition.message()))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withName(about.getMetadata().getName())
                        .withUid(about.getMetadata().getUid())
                        .withResourceVersion(about.getMetadata().getResourceVersion())
                        .build())
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .addKeyValue("object", about.getMetadata().getName())
                    .addKeyValue("reason", transition.reason())
                    .log("could not write an event: {}", e.getMessage());
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_NOTE ? text : text.substring(0, MAX_NOTE - 3) + "...";
    }
}
