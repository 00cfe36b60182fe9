package anabranch;

import anabranch.run.Context;
import anabranch.run.Dispatcher;
import anabranch.run.Ownership;
import anabranch.run.Value;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;

/**
 * An array of numbers on a device. Views share the storage of the tensor that they were made from,
 * and writes in place are seen through all of them.
 *
 * <p>A tensor belongs to the {@link Scope} that it was made in, and is freed when that ends, unless
 * it is returned from it or {@link #keep kept}. {@link #close} is allowed at any time, twice is
 * harmless, and use after it is an error.
 *
 * <p>Its value arrives in stream order. A fork, its await, and {@link Devices#call} order what goes
 * through them: arguments, captured variables, results. A body that hands a tensor to a thread or
 * to another body by other means, while it still runs, calls {@link Device#synchronize} first.
 */
public final class Tensor
    implements AutoCloseable,
        Elementwise,
        Comparisons,
        InPlace,
        Reductions,
        Ordering,
        LinearAlgebra,
        Indexing,
        Views,
        Copies,
        Reading {
  private final Value value;

  /** Makes a tensor that the current scope owns. */
  Tensor(Value value) {
    this.value = value;
    Context.current().scope().adopt(value.grip());
  }

  Value value() {
    return value;
  }

  /** The type of its elements. */
  public DType dtype() {
    return value.dtype();
  }

  /** Its sizes. */
  public Shape shape() {
    return value.layout().shape();
  }

  /** Its layout in its storage. */
  public Layout layout() {
    return value.layout();
  }

  /** The number of dimensions. */
  public int rank() {
    return shape().rank();
  }

  /** The number of elements. */
  public long numel() {
    return shape().numel();
  }

  /** The size of dimension {@code dim}; a negative one counts from the end. */
  public long size(int dim) {
    return shape().size(dim);
  }

  /** Where it lives. */
  public Device device() {
    return new Device(value.device());
  }

  /** Whether it was closed, or freed with its scope. */
  public boolean isClosed() {
    return value.grip().isClosed();
  }

  /** Frees it, once work already enqueued is done with it. Its views stay usable. */
  @Override
  public void close() {
    value.grip().close();
  }

  /**
   * Takes it out of its scope: from now on it lives until {@link #close}, or until it is
   * unreachable.
   *
   * @return this
   * @throws IllegalStateException if it is closed
   */
  public Tensor keep() {
    Dispatcher.checkOpen("keep", value);
    Ownership owner = value.grip().owner();
    Ownership root = value.device().engine().root().scope();
    if (owner != null && owner != root) {
      owner.move(value.grip(), root);
    }
    return this;
  }

  /** A copy in a storage of its own. */
  @Override
  @SuppressWarnings("MissingSuperCall") // a tensor's fields name what must not be shared
  public Tensor clone() {
    return new Tensor(Copying.dense("clone", value));
  }

  /** As PyTorch prints it; waits for the device. */
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
