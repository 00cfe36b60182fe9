/** The CPU backend: memory, streams that run an operation at the call, and a loop per operation. */
@NullMarked
package anabranch.cpu;

import org.jspecify.annotations.NullMarked;
