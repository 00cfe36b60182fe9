package anabranch.cpu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import anabranch.arch.StaticState;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The backend knows the SPI, and nothing of tensors, scopes, futures or other backends. */
@AnalyzeClasses(packages = "anabranch.cpu", importOptions = ImportOption.DoNotIncludeTests.class)
final class CpuArrowsTest {
  @ArchTest
  static final ArchRule cpuKnowsTheSpiOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "anabranch.cpu..",
              "anabranch.spi..",
              "anabranch.op..",
              "anabranch.shape..",
              "java..",
              "com.sun.management..",
              "jdk.incubator.vector..",
              "org.jspecify..");

  @ArchTest static final ArchRule staticFieldsAreFinal = StaticState.FIELDS_ARE_FINAL;

  @ArchTest static final ArchRule staticFieldsHoldConstants = StaticState.FIELDS_HOLD_CONSTANTS;

  @ArchTest static final ArchRule publicFieldsAreNoArrays = StaticState.PUBLIC_FIELDS_ARE_NO_ARRAYS;
}
