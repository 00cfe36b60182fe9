package anabranch.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import anabranch.arch.StaticState;
import anabranch.spi.Precision;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The examples use what users use. */
@AnalyzeClasses(
    packages = "anabranch.examples",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArrowsTest {
  @ArchTest
  static final ArchRule examplesUseThePublicApi =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("anabranch.run..", "anabranch.spi..", "anabranch.op..")
                  .and(not(equivalentTo(Precision.class))));

  @ArchTest static final ArchRule staticFieldsAreFinal = StaticState.FIELDS_ARE_FINAL;

  @ArchTest static final ArchRule staticFieldsHoldConstants = StaticState.FIELDS_HOLD_CONSTANTS;
}
