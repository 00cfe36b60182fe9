/** Data types, shapes and strided layouts: values that know neither devices nor operations. */
@NullMarked
package anabranch.shape;

import org.jspecify.annotations.NullMarked;
