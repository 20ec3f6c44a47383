package dev.registrymirror.mirrors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The operator and the tool come to the same files here, so nothing here knows where objects come from. */
@AnalyzeClasses(packages = "dev.registrymirror.mirrors", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "dev.registrymirror.mirrors.";

    @ArchTest
    static final ArchRule NO_CLUSTER_NO_DISK_NO_NETWORK = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..",
                    "java.io",
                    "java.nio",
                    "java.nio.charset",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "io.fabric8.kubernetes.api.model",
                    "io.fabric8.kubernetes.client",
                    "dev.registrymirror.api..",
                    "dev.registrymirror.registries..",
                    "dev.registrymirror.mirrors..");

    @ArchTest
    static final ArchRule NO_CLIENT = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "io\\.fabric8\\.kubernetes\\.client\\.(KubernetesClient.*|Client)|java\\.io\\.(File|RandomAccess|Console|Print).*");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();
}
