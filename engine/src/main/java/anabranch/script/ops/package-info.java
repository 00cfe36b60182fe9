/** Values, and the closed table of operations on them. */
@NullMarked
package anabranch.script.ops;

import org.jspecify.annotations.NullMarked;
