/** Runs compiled programs: instructions, frames, forks, limits. */
@NullMarked
package anabranch.script.run;

import org.jspecify.annotations.NullMarked;
