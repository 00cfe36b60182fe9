package anabranch.op;

import anabranch.shape.DType;
import anabranch.shape.Shape;

/**
 * What is known of a tensor without its data.
 *
 * @param dtype the type of its elements
 * @param shape its sizes
 */
public record Spec(DType dtype, Shape shape) {
  @Override
  public String toString() {
    return dtype + shape.toString();
  }
}
