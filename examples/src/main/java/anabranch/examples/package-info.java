/** The tutorial on dynamic parallelism, one small program per step. */
@NullMarked
package anabranch.examples;

import org.jspecify.annotations.NullMarked;
