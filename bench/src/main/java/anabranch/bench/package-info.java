/** JMH benchmarks: each checks its result once before it measures. */
@NullMarked
package anabranch.bench;

import org.jspecify.annotations.NullMarked;
