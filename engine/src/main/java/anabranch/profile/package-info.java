/**
 * What ran when: records a stretch of code, and shows it as a table or as a Chrome trace. Knows the
 * JDK and a JSON writer only.
 */
@NullMarked
package anabranch.profile;

import org.jspecify.annotations.NullMarked;
