package io.afterhours.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the house that a machine keeps; a module's test extends this and names its package. */
public abstract class HouseRules {
    private final String root;
    private final JavaClasses classes;

    /**
     * Reads the module's classes.
     *
     * @param root e.g. {@code io.afterhours.cost}
     */
    protected HouseRules(String root) {
        this.root = root;
        this.classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
    }

    @Test
    void nobody_asks_the_system_for_the_time() {
        check(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time is handed in: InstantSource to shells, Instant to rules"));
    }

    @Test
    void rules_touch_nothing_but_facts() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("Rules")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "jakarta..",
                        "io.quarkus..",
                        "io.nats..",
                        "java.nio.file..",
                        "java.net.http..")
                .allowEmptyShould(true));
    }

    @Test
    void sql_is_in_stores() {
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .haveSimpleNameEndingWith("Subscriber")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                "createQuery|createUpdate|prepareBatch")))
                .allowEmptyShould(true));
    }

    @Test
    void no_name_says_nothing() {
        for (var ending :
                List.of("Manager", "Helper", "Processor", "Handler", "Impl", "Util", "Utils", "Base", "Dto")) {
            check(noClasses().should().haveSimpleNameEndingWith(ending));
        }
        check(noClasses()
                .should()
                .resideInAnyPackage("..common..", "..util..", "..core..", "..model..", "..dto..", "..impl.."));
    }

    /** Who reads one package has to read what it uses; in a cycle that is all of them. */
    @Test
    void packages_use_each_other_in_one_direction_only() {
        check(slices().assignedFrom(new Features()).should().beFreeOfCycles().allowEmptyShould(true));
    }

    /**
     * Packages of the module that use each other all the same, by the name after the root; they count as one, so that no other
     * joins them. A list that becomes shorter.
     */
    protected Set<String> knot() {
        return Set.of();
    }

    /** The packages right below the root, each with what is below it. */
    private final class Features implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            var name = type.getPackageName();
            if (!name.startsWith(root + ".")) {
                return SliceIdentifier.ignore();
            }
            var feature = name.substring(root.length() + 1).replaceAll("\\..*", "");
            return SliceIdentifier.of(knot().contains(feature) ? "the knot" : feature);
        }

        @Override
        public String getDescription() {
            return "features of " + root;
        }
    }

    @Test
    void every_class_is_in_a_feature_of_the_module() {
        check(classes().should().resideInAPackage(root + ".."));
    }

    /** Holds the module's classes against a rule. */
    protected final void check(ArchRule rule) {
        rule.check(classes);
    }
}
