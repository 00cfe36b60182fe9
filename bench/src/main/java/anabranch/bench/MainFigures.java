package anabranch.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters with which a benchmark is among the figures of {@code anabranch bench record}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MainFigures {
  /**
   * Each {@code name=value,value name=value}: figures for all combinations of the values. What is
   * not named has its default values. {@code threads=all} stands for as many as there are CPUs.
   */
  String[] value();
}
