package anabranch.arch;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** Which package of the engine may know which: the arrows of docs/ARCHITECTURE.md. */
@AnalyzeClasses(packages = "anabranch", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArrowsTest {
  @ArchTest
  static final ArchRule engineKnowsNoBackend =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jcuda..", "anabranch.cuda..", "anabranch.cpu..")
          .because("the engine runs on any backend: only module cuda speaks to CUDA");

  @ArchTest static final ArchRule shapeKnowsNothingAbove = only("anabranch.shape..");

  @ArchTest static final ArchRule opKnowsShape = only("anabranch.op..", "anabranch.shape..");

  @ArchTest
  static final ArchRule spiKnowsOpAndShape =
      only("anabranch.spi..", "anabranch.op..", "anabranch.shape..");

  @ArchTest
  static final ArchRule runKnowsNoUserApi =
      only(
          "anabranch.run..",
          "anabranch.spi..",
          "anabranch.op..",
          "anabranch.shape..",
          "anabranch.profile..");

  @ArchTest
  static final ArchRule profileKnowsTheJdkAndJsonOnly =
      only("anabranch.profile..", "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule layersAreWrittenAgainstTensors =
      noClasses()
          .that()
          .resideInAnyPackage("anabranch.nn..", "anabranch.io..", "anabranch.script..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("anabranch.op..", "anabranch.spi..", "anabranch.run..")
          .because("what stands on Tensor and Async works on every backend");

  @ArchTest
  static final ArchRule modelFilesKnowNoLayers =
      noClasses()
          .that()
          .resideInAnyPackage("anabranch.io..", "anabranch.script..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("anabranch.nn..");

  @ArchTest
  static final ArchRule onlyTheDispatcherRunsOps =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("anabranch.run.Dispatcher")
          .should()
          .callMethodWhere(
              target(owner(JavaClass.Predicates.assignableTo("anabranch.spi.Stream")))
                  .and(target(name("run"))))
          .because("storages learn of their last use in one place");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("anabranch.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule staticFieldsAreFinal = StaticState.FIELDS_ARE_FINAL;

  @ArchTest static final ArchRule staticFieldsHoldConstants = StaticState.FIELDS_HOLD_CONSTANTS;

  @ArchTest static final ArchRule publicFieldsAreNoArrays = StaticState.PUBLIC_FIELDS_ARE_NO_ARRAYS;

  /** Classes of the first package use these packages, the JDK and the null annotations only. */
  private static ArchRule only(String... packages) {
    String[] allowed = Arrays.copyOf(packages, packages.length + 3);
    allowed[packages.length] = "java..";
    allowed[packages.length + 1] = "jdk.jfr..";
    allowed[packages.length + 2] = "org.jspecify..";
    return classes()
        .that()
        .resideInAPackage(packages[0])
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }
}
