/** The command {@code anabranch bench}. */
@NullMarked
package anabranch.bench.cli;

import org.jspecify.annotations.NullMarked;
