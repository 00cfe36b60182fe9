package anabranch.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a class of benchmarks measures, in a few words, for {@code anabranch bench --list}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Measures {
  /** Such as "matrix products". */
  String value();
}
