/** From trees to instructions; everything that is named is found here. */
@NullMarked
package anabranch.script.compile;

import org.jspecify.annotations.NullMarked;
