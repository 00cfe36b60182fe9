package anabranch.cuda.launch;

import anabranch.cuda.driver.Gemm;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;

/**
 * A matrix on the device. Strides count elements.
 *
 * @param dtype the type of its elements
 * @param address where the first is
 * @param rows how many
 * @param columns how many
 * @param rowStride from one row to the next
 * @param columnStride from one column to the next
 */
record Matrix(
    DType dtype, long address, long rows, long columns, long rowStride, long columnStride) {
  /** Row after row without holes. */
  static Matrix dense(DType dtype, long address, long rows, long columns) {
    return new Matrix(dtype, address, rows, columns, columns, 1);
  }

  Matrix transposed() {
    return new Matrix(dtype, address, columns, rows, columnStride, rowStride);
  }

  /** The same, {@code elements} further on. */
  Matrix moved(long elements) {
    long at = address + elements * dtype.byteSize();
    return new Matrix(dtype, at, rows, columns, rowStride, columnStride);
  }

  /** The rows from {@code first} on. */
  Matrix rows(long first, long count) {
    long at = address + first * rowStride * dtype.byteSize();
    return new Matrix(dtype, at, count, columns, rowStride, columnStride);
  }

  Layout layout() {
    return Layout.of(Shape.of(rows, columns), new long[] {rowStride, columnStride}, 0);
  }

  Operand operand() {
    return new Operand(dtype, address, layout());
  }

  /** Whether rows are dense and a whole stride apart. */
  boolean isByRows() {
    boolean dense = columnStride == 1 || columns <= 1;
    boolean apart = rows <= 1 || (rowStride >= columns && rowStride >= 1);
    return dense && apart && (rows <= 1 || rowStride <= Integer.MAX_VALUE);
  }

  /** Whether columns are dense and a whole stride apart, as cuBLAS has it. */
  boolean isByColumns() {
    return transposed().isByRows();
  }

  /** Whether cuBLAS can read and write it where it is, perhaps as its transpose. */
  boolean fits() {
    return isByRows() || isByColumns();
  }

  /** As cuBLAS wants to be told, for a matrix that fits: by columns if that is so, else by rows. */
  Gemm.Matrix told(long batchStride) {
    Matrix lines = isByColumns() ? transposed() : this;
    long leading = lines.rows <= 1 ? Math.max(lines.columns, 1) : lines.rowStride;
    return new Gemm.Matrix(address, Math.toIntExact(leading), batchStride);
  }
}
