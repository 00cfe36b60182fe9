package anabranch.profile.record;

import java.util.concurrent.atomic.AtomicLong;

/** How many more spans a recording has room for; asked for once in a thousand. */
final class Budget {
  private final AtomicLong left;

  Budget(long spans) {
    this.left = new AtomicLong(spans);
  }

  boolean take(int spans) {
    if (left.get() <= 0) {
      return false;
    }
    return left.getAndAdd(-spans) > 0;
  }
}
