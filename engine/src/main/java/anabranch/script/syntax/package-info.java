/** The language's text: tokens, and a tree of what they say. */
@NullMarked
package anabranch.script.syntax;

import org.jspecify.annotations.NullMarked;
