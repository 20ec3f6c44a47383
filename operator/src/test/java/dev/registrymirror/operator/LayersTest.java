package dev.registrymirror.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Deciding knows no client, doing knows no more than it must, and nothing here knows the agent. */
@AnalyzeClasses(packages = "dev.registrymirror.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "dev.registrymirror.operator.";

    @ArchTest
    static final ArchRule DECIDING_KNOWS_NO_CLIENT = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "observe..", ROOT + "desire..", ROOT + "plan..", ROOT + "report..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "io\\.fabric8\\.kubernetes\\.client\\.(KubernetesClient.*|Client|dsl\\..*|informers\\..*|http\\..*)")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.javaoperatorsdk..", ROOT + "watch..", ROOT + "grant..", ROOT + "fleet..", ROOT + "mirror..");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_AGENT =
            noClasses().should().dependOnClassesThat().resideInAPackage("dev.registrymirror.agent..");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();
}
