/** The command line {@code anabranch}. */
@NullMarked
package anabranch.examples.cli;

import org.jspecify.annotations.NullMarked;
