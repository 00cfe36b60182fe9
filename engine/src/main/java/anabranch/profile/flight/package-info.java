/** The engine's events in the JVM's flight recorder. */
@NullMarked
package anabranch.profile.flight;

import org.jspecify.annotations.NullMarked;
