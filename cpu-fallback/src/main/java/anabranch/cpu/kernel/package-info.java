/**
 * The quick kernels in float: products, LSTM, GRU, elementary functions. They take raw native
 * memory and know nothing of operations or backends.
 */
@NullMarked
package anabranch.cpu.kernel;

import org.jspecify.annotations.NullMarked;
