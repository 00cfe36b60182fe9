package anabranch.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * No static mutable state: two devices, two tests, one JVM. For the engine and for each backend.
 */
public final class StaticState {
  private static final List<String> MUTABLE =
      List.of(
          "java.util.concurrent.atomic.",
          "java.util.concurrent.locks.",
          "java.util.concurrent.Concurrent",
          "java.util.concurrent.CopyOnWrite",
          "java.util.ArrayList",
          "java.util.ArrayDeque",
          "java.util.BitSet",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.Random",
          "java.util.TreeMap",
          "java.util.WeakHashMap",
          "java.lang.ThreadLocal",
          "java.lang.StringBuilder");

  public static final ArchRule FIELDS_ARE_FINAL =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(SYNTHETIC)
          .should()
          .beFinal()
          .allowEmptyShould(true);

  public static final ArchRule FIELDS_HOLD_CONSTANTS =
      noFields()
          .that()
          .haveModifier(STATIC)
          .and()
          .doNotHaveModifier(SYNTHETIC)
          .should()
          .haveRawType(describe("a mutable class", StaticState::isMutable))
          .allowEmptyShould(true);

  public static final ArchRule PUBLIC_FIELDS_ARE_NO_ARRAYS =
      noFields()
          .that()
          .haveModifier(STATIC)
          .and()
          .haveModifier(PUBLIC)
          .should()
          .haveRawType(describe("an array", JavaClass::isArray))
          .allowEmptyShould(true);

  private StaticState() {}

  private static boolean isMutable(JavaClass type) {
    return MUTABLE.stream().anyMatch(type.getName()::startsWith);
  }
}
