package anabranch.cuda.driver;

import anabranch.shape.DType;

/**
 * C = alpha * op(A) op(B) + beta * C as cuBLAS means it: matrices are column-major; op(A) is m x k,
 * op(B) k x n, C m x n. {@code batch} such products, the i-th at an offset of i strides. Lengths
 * count elements. F16 and BF16 accumulate in F32; F32 computes as the device's precision says.
 *
 * @param dtype the type of A, B and C: F64, F32, F16 or BF16
 * @param transposeA whether op(A) is A transposed
 * @param transposeB whether op(B) is B transposed
 * @param m rows of C
 * @param n columns of C
 * @param k columns of op(A)
 * @param alpha factor of the product
 * @param beta factor of C, which is not read if it is 0
 * @param a where A is
 * @param b where B is
 * @param c where C is
 * @param batch how many products
 */
public record Gemm(
    DType dtype,
    boolean transposeA,
    boolean transposeB,
    int m,
    int n,
    int k,
    double alpha,
    double beta,
    Matrix a,
    Matrix b,
    Matrix c,
    int batch) {

  /**
   * Where a matrix, or a batch of them, is.
   *
   * @param address of the first element
   * @param leading elements from one column to the next
   * @param stride elements from one matrix of the batch to the next; 0 repeats one
   */
  public record Matrix(long address, int leading, long stride) {}
}
