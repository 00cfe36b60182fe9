package anabranch;

import anabranch.run.Walker;
import org.jspecify.annotations.Nullable;

/**
 * Looks for tensors and futures in what a scope or fork returns or takes: in records, collections,
 * maps, arrays and optionals, at any depth up to a thousand. Other objects are opaque.
 */
final class Walk implements Walker {
  static final Walk INSTANCE = new Walk();

  private Walk() {}

  @Override
  public void walk(@Nullable Object value, Visitor visitor) {
    if (value instanceof Tensor tensor) {
      visitor.tensor(tensor.value().grip(), tensor);
    } else if (value != null) {
      new Traversal(visitor).visit(value);
    }
  }
}
