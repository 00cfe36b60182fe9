/**
 * What can be computed: every operation as a value, and the shapes and types that follow from it.
 */
@NullMarked
package anabranch.op;

import org.jspecify.annotations.NullMarked;
