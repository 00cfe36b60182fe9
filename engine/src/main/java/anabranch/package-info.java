/** Tensors on devices, and work that is forked and awaited: what user code holds in its hands. */
@NullMarked
package anabranch;

import org.jspecify.annotations.NullMarked;
