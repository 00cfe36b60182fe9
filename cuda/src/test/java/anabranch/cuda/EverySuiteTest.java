package anabranch.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;

/** The engine's suites hold for CUDA as they do for the CPU: none is left out. */
final class EverySuiteTest {
  @Test
  void everySuiteRunsOnCuda() {
    JavaClasses classes = new ClassFileImporter().importPackages("anabranch.tck", "anabranch.cuda");
    List<JavaClass> suites =
        classes.stream()
            .filter(c -> c.getPackageName().equals("anabranch.tck") && hasTests(c))
            .toList();
    assertTrue(suites.size() > 20, "suites: " + suites);
    assertEquals(
        List.of(),
        suites.stream()
            .filter(suite -> suite.getAllSubclasses().stream().noneMatch(EverySuiteTest::onCuda))
            .map(JavaClass::getSimpleName)
            .sorted()
            .toList(),
        "suites without a subclass here");
  }

  private static boolean hasTests(JavaClass c) {
    return c.getMethods().stream()
        .anyMatch(m -> m.isAnnotatedWith(Test.class) || m.isMetaAnnotatedWith(TestTemplate.class));
  }

  private static boolean onCuda(JavaClass c) {
    return c.getPackageName().startsWith("anabranch.cuda");
  }
}
