/** Holds the images of the kernels against their sources. */
@NullMarked
package anabranch.kernels;

import org.jspecify.annotations.NullMarked;
