package anabranch.spi;

import anabranch.shape.DType;
import anabranch.shape.Layout;

/**
 * An operand as a backend sees it.
 *
 * @param buffer where the elements are
 * @param dtype their type
 * @param layout their order, counted in elements from the buffer's start
 */
public record View(Buffer buffer, DType dtype, Layout layout) {}
