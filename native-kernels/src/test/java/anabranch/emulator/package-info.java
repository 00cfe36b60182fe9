/** The emulated CUDA driver, as tests command it. */
@NullMarked
package anabranch.emulator;

import org.jspecify.annotations.NullMarked;
