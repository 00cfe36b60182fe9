/**
 * How things run: dispatch, lifetimes, streams, host threads. Not exported; the classes of package
 * {@code anabranch} are its only users.
 */
@NullMarked
package anabranch.run;

import org.jspecify.annotations.NullMarked;
