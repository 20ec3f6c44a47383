package dev.registrymirror.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Deciding and the host are apart. */
@AnalyzeClasses(packages = "dev.registrymirror.agent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String AGENT = "dev.registrymirror.agent.";
    private static final String[] PURE = {
        AGENT + "order..",
        AGENT + "ledger..",
        AGENT + "layout..",
        AGENT + "decide..",
        AGENT + "change..",
        AGENT + "drift.."
    };
    private static final String[] EDGE = {
        AGENT + "host..", AGENT + "systemd..", AGENT + "probe..", AGENT + "api..", AGENT + "state..", AGENT + "log.."
    };

    @ArchTest
    static final ArchRule pureCodeKnowsNoEdge = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EDGE);

    @ArchTest
    static final ArchRule pureCodeReachesNoHost = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.file.Files")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "org.freedesktop..", "com.fasterxml..");

    @ArchTest
    static final ArchRule decisionsDoNotKnowSteps = noClasses()
            .that()
            .resideInAnyPackage(AGENT + "order..", AGENT + "ledger..", AGENT + "layout..", AGENT + "decide..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AGENT + "change..");

    @ArchTest
    static final ArchRule theWireKnowsNobody = classes()
            .that()
            .resideInAPackage(AGENT + "order..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "org.jspecify..", AGENT + "order..", "dev.registrymirror.registries.duration");

    @ArchTest
    static final ArchRule theProgramNeverReadsTheClockOfTheDay = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
