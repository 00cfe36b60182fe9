package anabranch.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How a future ended, and the device work that whoever uses it must be ordered after. */
public sealed interface Outcome<T extends @Nullable Object> {
  /** Points after the device work of the body. */
  List<Mark> marks();

  /**
   * There is a value.
   *
   * @param value the value, possibly null
   * @param marks points after the device work that makes it
   */
  record Returned<T extends @Nullable Object>(T value, List<Mark> marks) implements Outcome<T> {}

  /**
   * The body threw.
   *
   * @param error what it threw
   * @param marks points after the device work that it had enqueued
   * @param seen whether the error has reached somebody
   */
  record Failed<T extends @Nullable Object>(Throwable error, List<Mark> marks, AtomicBoolean seen)
      implements Outcome<T> {
    /** A failure that nobody has seen. */
    public Failed(Throwable error, List<Mark> marks) {
      this(error, marks, new AtomicBoolean());
    }
  }

  /**
   * It was cancelled.
   *
   * @param marks points after the device work that it had enqueued
   */
  record Cancelled<T extends @Nullable Object>(List<Mark> marks) implements Outcome<T> {}
}
