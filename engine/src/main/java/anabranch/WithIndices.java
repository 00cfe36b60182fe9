package anabranch;

/**
 * Elements of a tensor and where they were found.
 *
 * @param values the elements
 * @param indices their indices along the dimension that was searched, of type I64
 */
public record WithIndices(Tensor values, Tensor indices) {}
