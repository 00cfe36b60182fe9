/** What a backend provides. Ordering is the stream's, memory is the stream's, an op is a value. */
@NullMarked
package anabranch.spi;

import org.jspecify.annotations.NullMarked;
