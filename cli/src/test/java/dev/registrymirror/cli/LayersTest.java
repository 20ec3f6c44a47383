package dev.registrymirror.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Commands are thin: what they print and where they write knows nothing of arguments. */
@AnalyzeClasses(packages = "dev.registrymirror.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "dev.registrymirror.cli.";

    @ArchTest
    static final ArchRule ONLY_COMMANDS_KNOW_ARGUMENTS = noClasses()
            .that()
            .resideInAnyPackage(ROOT + "document", ROOT + "file", ROOT + "terminal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "dev.registrymirror.cli");

    @ArchTest
    static final ArchRule DOCUMENTS_TOUCH_NO_FILES = noClasses()
            .that()
            .resideInAPackage(ROOT + "document")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", ROOT + "file");

    @ArchTest
    static final ArchRule THE_TOOL_NEEDS_NO_CLUSTER = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "picocli..",
                    "com.fasterxml.jackson.jr..",
                    "org.yaml.snakeyaml..",
                    "dev.registrymirror.registries..",
                    "dev.registrymirror.mirrors..",
                    "dev.registrymirror.cli..");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();
}
