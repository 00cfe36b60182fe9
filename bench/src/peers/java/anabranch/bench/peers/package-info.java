/** Other engines that can do the tutorial's job on a CPU from the JVM, timed beside this one. */
@NullMarked
package anabranch.bench.peers;

import org.jspecify.annotations.NullMarked;
