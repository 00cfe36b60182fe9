/** Results of benchmarks as files, and what moved between two of them. */
@NullMarked
package anabranch.bench.history;

import org.jspecify.annotations.NullMarked;
