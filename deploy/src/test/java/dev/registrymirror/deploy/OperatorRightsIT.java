package dev.registrymirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.registrymirror.testbed.ApiServer;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator may do, by the API server's own judgement. */
class OperatorRightsIT {
    private static final String USER = "system:serviceaccount:registry-mirror-system:registry-mirror-operator";

    @RegisterExtension
    static final ApiServer API = new ApiServer();

    private static KubernetesClient admin;

    @BeforeAll
    static void install() {
        admin = new Cluster(API).asAdministrator();
        Cluster.apply(admin, Manifests.INSTALL);
        await("the operator's rights")
                .atMost(Duration.ofMinutes(1))
                .until(() -> isAllowed("get", "", "nodes", "", "")
                        && isAllowed("create", "events.k8s.io", "events", "default", ""));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @ParameterizedTest(name = "{0} {2} in namespace {3}, name {4}")
    @CsvSource({
        "get list watch, registrymirror.dev, registrymirrors, '', ''",
        "patch, registrymirror.dev, registrymirrors/status, '', ''",
        "get list watch create, registrymirror.dev, registryfleets, '', ''",
        "patch, registrymirror.dev, registryfleets/status, '', ''",
        "get list watch create update patch delete, registrymirror.dev, noderegistries, '', ''",
        "get list watch, '', nodes, '', ''",
        "get list watch, '', namespaces, '', registry-mirror-system",
        "get list watch, apiextensions.k8s.io, customresourcedefinitions, '', registrymirrors.registrymirror.dev",
        "get list watch create delete, '', secrets, registry-mirror-system, ''",
        "get list watch create update, '', configmaps, registry-mirror-system, ''",
        "get list watch, '', pods, registry-mirror-system, ''",
        "get list watch create patch, apps, daemonsets, registry-mirror-system, ''",
        "get create update patch, coordination.k8s.io, leases, registry-mirror-system, ''",
        "create, events.k8s.io, events, default, ''",
    })
    void itMayDoWhatItNeeds(String verbs, String group, String resource, String namespace, String name) {
        assertThat(Arrays.stream(verbs.split(" "))).allMatch(verb -> isAllowed(verb, group, resource, namespace, name));
    }

    @ParameterizedTest(name = "{0} {2} in namespace {3}, name {4}")
    @CsvSource({
        "get list watch create update patch delete, '', secrets, kube-system, ''",
        "get list watch create update patch delete, '', secrets, '', ''",
        "update patch, '', secrets, registry-mirror-system, ''",
        "get list create update patch delete, '', configmaps, kube-system, ''",
        "create update patch delete, '', nodes, '', ''",
        "create update patch delete, '', pods, registry-mirror-system, ''",
        "create, '', pods/exec, registry-mirror-system, ''",
        "create, '', serviceaccounts/token, registry-mirror-system, ''",
        "create update patch delete, registrymirror.dev, registrymirrors, '', ''",
        "update patch delete, registrymirror.dev, registryfleets, '', ''",
        "update patch, registrymirror.dev, noderegistries/status, '', ''",
        "create update patch delete, apiextensions.k8s.io, customresourcedefinitions, '', registrymirrors.registrymirror.dev",
        "delete update patch, '', namespaces, '', registry-mirror-system",
        "create update patch delete, rbac.authorization.k8s.io, clusterroles, '', ''",
        "create update patch delete, admissionregistration.k8s.io, validatingadmissionpolicies, '', ''",
        "create update patch delete, apps, daemonsets, kube-system, ''",
        "impersonate, '', users, '', ''",
    })
    void itMayDoNothingElse(String verbs, String group, String resource, String namespace, String name) {
        assertThat(Arrays.stream(verbs.split(" ")))
                .noneMatch(verb -> isAllowed(verb, group, resource, namespace, name));
    }

    @Test
    void anybodyElseMayDoNothing() {
        assertThat(isAllowed(
                        "system:serviceaccount:registry-mirror-system:default",
                        "get",
                        "",
                        "secrets",
                        "registry-mirror-system",
                        ""))
                .isFalse();
    }

    private static boolean isAllowed(String verb, String group, String resource, String namespace, String name) {
        return isAllowed(USER, verb, group, resource, namespace, name);
    }

    private static boolean isAllowed(
            String user, String verb, String group, String resource, String namespace, String name) {
        List<String> parts = List.of(resource.split("/", 2));
        return admin.resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withNewResourceAttributes()
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(parts.getFirst())
                        .withSubresource(parts.size() > 1 ? parts.get(1) : null)
                        .withNamespace(namespace)
                        .withName(name)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create()
                .getStatus()
                .getAllowed();
    }
}
