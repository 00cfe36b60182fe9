/** Neural-network layers with PyTorch's names, parameters and formulas, on top of tensors alone. */
@NullMarked
package anabranch.nn;

import org.jspecify.annotations.NullMarked;
