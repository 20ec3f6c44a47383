package dev.registrymirror.registries;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom; the agent's image relies on it when it leaves out what its packages do not need. */
@AnalyzeClasses(packages = "dev.registrymirror.registries", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String ROOT = "dev.registrymirror.registries.";
    private static final String[] EVERYWHERE = {
        "java.lang..", "java.util..", "java.nio", "java.nio.charset", "org.jspecify.."
    };

    @ArchTest
    static final ArchRule MODEL_KNOWS_NOBODY = only("model");

    @ArchTest
    static final ArchRule DURATION_KNOWS_TIME = only("duration", "java.time");

    @ArchTest
    static final ArchRule YAML_KNOWS_NOBODY = only("yaml", "java.io", "java.math");

    @ArchTest
    static final ArchRule FILE_KNOWS_MODEL_AND_YAML = only("file", ROOT + "model", ROOT + "yaml");

    @ArchTest
    static final ArchRule REGEXP_KNOWS_RE2 = only("regexp", "com.google.re2j");

    @ArchTest
    static final ArchRule CHECK_KNOWS_MODEL_AND_REGEXP =
            only("check", ROOT + "model", ROOT + "regexp", "java.io", "java.security.cert");

    @ArchTest
    static final ArchRule EXPLAIN_KNOWS_WHAT_CONTAINERD_GETS =
            only("explain", ROOT + "model", ROOT + "regexp", ROOT + "containerd", ROOT + "compose", "com.google.re2j");

    @ArchTest
    static final ArchRule CERTIFICATE_ALONE_KNOWS_BCPKIX =
            only("certificate", ROOT + "model", ROOT + "check", "java.io", "java.math", "org.bouncycastle..");

    @ArchTest
    static final ArchRule FINDINGS_KNOW_WHAT_THEY_SPEAK_OF = only(
            "findings",
            ROOT + "model",
            ROOT + "regexp",
            ROOT + "file",
            ROOT + "check",
            ROOT + "certificate",
            ROOT + "containerd",
            "java.io",
            "java.security",
            "java.security.cert",
            "java.time..",
            "javax.security.auth.x500");

    @ArchTest
    static final ArchRule FINDINGS_ARE_KNOWN_TO_NOBODY_HERE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "findings")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "findings");

    @ArchTest
    static final ArchRule COMPOSE_KNOWS_MODEL = only("compose", ROOT + "model", "java.security");

    @ArchTest
    static final ArchRule CONTAINERD_KNOWS_MODEL_AND_COMPOSE = only("containerd", ROOT + "model", ROOT + "compose");

    @ArchTest
    static final ArchRule REVISION_KNOWS_MODEL_FILE_AND_COMPOSE =
            only("revision", ROOT + "model", ROOT + "file", ROOT + "compose", "java.security", "javax.crypto..");

    @ArchTest
    static final ArchRule SEAL_KNOWS_SECRETS_AND_THE_LIGHTWEIGHT_API = only(
            "seal",
            ROOT + "model",
            "java.math",
            "org.bouncycastle.crypto..",
            "org.bouncycastle.asn1.x9",
            "org.bouncycastle.math.ec..");

    @ArchTest
    static final ArchRule SEAL_KNOWS_NO_REGISTRIES = noClasses()
            .that()
            .resideInAPackage(ROOT + "seal")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are of the model, but for Secret",
                    (JavaClass type) -> type.getPackageName().equals(ROOT + "model")
                            && !type.getSimpleName().equals("Secret")));

    @ArchTest
    static final ArchRule NOBODY_TOUCHES_DISK_NETWORK_OR_ENVIRONMENT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "io.fabric8..", "org.slf4j..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccess|Console|Print).*")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .accessField(System.class, "out");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching(ROOT + "(*)").should().beFreeOfCycles();

    private static ArchRule only(String name, String... others) {
        String[] allowed = new String[EVERYWHERE.length + others.length + 1];
        System.arraycopy(EVERYWHERE, 0, allowed, 0, EVERYWHERE.length);
        System.arraycopy(others, 0, allowed, EVERYWHERE.length, others.length);
        allowed[allowed.length - 1] = ROOT + name;
        return classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }
}
