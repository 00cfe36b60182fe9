package anabranch.cuda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import anabranch.arch.StaticState;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The three floors: the driver's calls, streams and memory, and the families of kernels. */
@AnalyzeClasses(packages = "anabranch.cuda", importOptions = ImportOption.DoNotIncludeTests.class)
final class CudaArrowsTest {
  @ArchTest
  static final ArchRule cudaKnowsTheSpiOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "anabranch.cuda..",
              "anabranch.spi..",
              "anabranch.op..",
              "anabranch.shape..",
              "java..",
              "jcuda..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule onlyTheLowestFloorKnowsJCuda =
      noClasses()
          .that()
          .resideOutsideOfPackage("anabranch.cuda.driver..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jcuda..");

  @ArchTest
  static final ArchRule theDriverKnowsNoFloorAboveIt =
      noClasses()
          .that()
          .resideInAPackage("anabranch.cuda.driver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("anabranch.cuda", "anabranch.cuda.launch..");

  @ArchTest
  static final ArchRule kernelsKnowNoStreamsOrMemory =
      noClasses()
          .that()
          .resideInAPackage("anabranch.cuda.launch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("anabranch.cuda");

  @ArchTest static final ArchRule staticFieldsAreFinal = StaticState.FIELDS_ARE_FINAL;

  @ArchTest static final ArchRule staticFieldsHoldConstants = StaticState.FIELDS_HOLD_CONSTANTS;

  @ArchTest static final ArchRule publicFieldsAreNoArrays = StaticState.PUBLIC_FIELDS_ARE_NO_ARRAYS;
}
