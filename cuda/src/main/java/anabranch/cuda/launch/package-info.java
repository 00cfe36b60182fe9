/** Which kernels an operation takes: one class per family of operations. */
@NullMarked
package anabranch.cuda.launch;

import org.jspecify.annotations.NullMarked;
