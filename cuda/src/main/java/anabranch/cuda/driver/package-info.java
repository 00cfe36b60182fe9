/** The CUDA driver and cuBLAS, each call checked. */
@NullMarked
package anabranch.cuda.driver;

import org.jspecify.annotations.NullMarked;
