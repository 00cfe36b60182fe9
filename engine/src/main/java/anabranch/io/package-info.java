/** Model files: read and written on top of tensors alone. Reading a hostile file is harmless. */
@NullMarked
package anabranch.io;

import org.jspecify.annotations.NullMarked;
