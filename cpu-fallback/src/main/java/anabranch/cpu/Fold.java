package anabranch.cpu;

import java.lang.foreign.MemorySegment;

/**
 * How elements are combined to one. A state of {@code columns} results is an array of {@link
 * #width} times {@code columns} numbers, one row of columns after another; the results are its
 * first row.
 */
interface Fold<A> {
  /** Numbers in the state of one result. */
  int width();

  /** Makes the state that of no elements. */
  void clear(A state, int columns);

  /**
   * Takes the first {@code count} elements of {@code x} into the state of one result; may change x.
   */
  void line(A x, int count, A state);

  /** Takes element j of {@code x} into result j; may change x. */
  void row(A x, int columns, A state);

  /** Whether it takes binary32 as it is. */
  default boolean takesFloats() {
    return false;
  }

  /** As {@link #line}, for elements in binary32; only if it takes them. */
  default void floatLine(float[] x, int count, A state) {
    throw new UnsupportedOperationException("elements of " + getClass() + " are not binary32");
  }

  /** As {@link #row}, for elements in binary32; only if it takes them. */
  default void floatRow(float[] x, int columns, A state) {
    throw new UnsupportedOperationException("elements of " + getClass() + " are not binary32");
  }

  /**
   * As {@link #floatRow} for {@code rows} rows one after another, where they lie in memory; only if
   * it takes them. Offsets are in bytes.
   */
  default void floatRows(
      MemorySegment source, long at, long rowBytes, int rows, int columns, A state) {
    throw new UnsupportedOperationException("elements of " + getClass() + " are not binary32");
  }

  /** Takes the state of later elements into this one. */
  void merge(A state, A later, int columns);

  /** Turns the states of {@code count} elements each into results. */
  void finish(A state, int columns, long count);
}
