/** The backend on NVIDIA GPUs. */
@NullMarked
package anabranch.cuda;

import org.jspecify.annotations.NullMarked;
