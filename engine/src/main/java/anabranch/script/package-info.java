/** TorchScript: programs from archives or text, checked when they are loaded, run with forks. */
@NullMarked
package anabranch.script;

import org.jspecify.annotations.NullMarked;
