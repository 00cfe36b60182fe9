/**
 * The overlap report: what forking gains on this machine, at which sizes, and where it does not pay
 * and why.
 */
@NullMarked
package anabranch.bench.overlap;

import org.jspecify.annotations.NullMarked;
