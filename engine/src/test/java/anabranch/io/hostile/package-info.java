/** Files that were made to harm their readers, and what is asked of these. */
@NullMarked
package anabranch.io.hostile;

import org.jspecify.annotations.NullMarked;
