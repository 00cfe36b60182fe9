/** The types of values, as the checker knows them. */
@NullMarked
package anabranch.script.type;

import org.jspecify.annotations.NullMarked;
