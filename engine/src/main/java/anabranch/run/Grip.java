package anabranch.run;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * One tensor's hold on a storage: closed once, by the user, by its scope's end or, in a root scope,
 * by the garbage collector. A fork that took the tensor as an argument holds the claim, which lasts
 * until it lets go.
 */
public final class Grip {
  private final Claim claim;
  private volatile @Nullable Ownership owner;

  private Grip(Storage storage) {
    this.claim = new Claim(storage);
  }

  /** A first grip, on a storage just allocated. */
  static Grip first(Storage storage) {
    return new Grip(storage);
  }

  /** One more grip on the same storage, for a view. */
  Grip another() {
    try {
      storage().retain();
      return new Grip(storage());
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** What stays when the grip itself is unreachable. */
  Claim claim() {
    return claim;
  }

  /** The storage. */
  public Storage storage() {
    return claim.storage();
  }

  /** The scope whose end closes this, or null before it has one. */
  public @Nullable Ownership owner() {
    return owner;
  }

  void owner(Ownership owner) {
    this.owner = owner;
  }

  /** Whether it was closed, though a fork may still hold it. */
  public boolean isClosed() {
    return claim.isClosed();
  }

  /** Closes it; false if it was closed before. */
  public boolean close() {
    if (!claim.close()) {
      return false;
    }
    Ownership scope = owner;
    if (scope != null) {
      scope.noteClosed();
    }
    return true;
  }

  /** Keeps the storage for a fork; false if it is closed and nobody holds it any more. */
  boolean hold() {
    return claim.hold();
  }

  /** Ends one {@link #hold}. */
  void letGo() {
    claim.letGo();
  }
}
