/** How the engine writes down what it does, cheaply. Not exported. */
@NullMarked
package anabranch.profile.record;

import org.jspecify.annotations.NullMarked;
