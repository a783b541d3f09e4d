package io.keepwatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows of docs/architecture.md that Maven's module edges cannot hold.
@AnalyzeClasses(packages = "io.keepwatch", importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /// The other rooms' test-jars, which are on our class path for their extensions.
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] PLATFORM = {
        "io.keepwatch.settings..", "io.keepwatch.process..", "io.keepwatch.metadata..", "io.keepwatch.access..",
        "io.keepwatch.audit..", "io.keepwatch.observability..", "io.keepwatch.problem.."
    };

    @ArchTest
    static final ArchRule telemetry_needs_only_the_jdk_and_re2 = classes()
            .that().resideInAPackage("io.keepwatch.telemetry..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.jspecify..", "com.google.re2j..", "io.keepwatch.telemetry..");

    @ArchTest
    static final ArchRule nobody_uses_the_store_but_through_its_ports = noClasses()
            .that().resideOutsideOfPackages("io.keepwatch.clickhouse..", "io.keepwatch")
            .should().dependOnClassesThat().resideInAPackage("io.keepwatch.clickhouse..");

    @ArchTest
    static final ArchRule nobody_uses_the_receivers = noClasses()
            .that().resideOutsideOfPackage("io.keepwatch.ingest..")
            .should().dependOnClassesThat().resideInAPackage("io.keepwatch.ingest..");

    @ArchTest
    static final ArchRule nobody_uses_backup_but_through_its_face = noClasses()
            .that().resideOutsideOfPackage("io.keepwatch.backup..")
            .should().dependOnClassesThat().resideInAPackage("io.keepwatch.backup.*..");

    @ArchTest
    static final ArchRule nobody_sees_how_rules_run = noClasses()
            .that().resideOutsideOfPackage("io.keepwatch.alerting.running..")
            .should().dependOnClassesThat().resideInAPackage("io.keepwatch.alerting.running..");

    @ArchTest
    static final ArchRule the_platform_is_a_floor = noClasses()
            .that().resideInAnyPackage(PLATFORM)
            .should().dependOnClassesThat().resideInAnyPackage(
                    "io.keepwatch.telemetry..", "io.keepwatch.clickhouse..", "io.keepwatch.ingest..", "io.keepwatch.ui..",
                    "io.keepwatch.backup..", "io.keepwatch.security..", "io.keepwatch.cli..", "io.keepwatch.demo..");

    @ArchTest
    static final ArchRule processes_are_started_in_one_place = noClasses()
            .that().resideOutsideOfPackage("io.keepwatch.process..")
            .should().dependOnClassesThat().areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule rooms_form_no_circle = slices()
            .matching("io.keepwatch.(*)..").should().beFreeOfCycles();
}
