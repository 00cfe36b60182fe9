package anabranch.profile;

/** Sorts numbers of things by what the things are: stable, without boxing. */
final class TimelineSort {
  /** Whether {@code b} may not stand before {@code a}. */
  interface InOrder {
    boolean test(int a, int b);
  }

  private TimelineSort() {}

  static void sort(int[] numbers, InOrder order) {
    if (!isSorted(numbers, order)) {
      sort(numbers, new int[numbers.length], 0, numbers.length, order);
    }
  }

  private static boolean isSorted(int[] numbers, InOrder order) {
    for (int i = 1; i < numbers.length; i++) {
      if (!order.test(numbers[i - 1], numbers[i])) {
        return false;
      }
    }
    return true;
  }

  private static void sort(int[] numbers, int[] spare, int from, int to, InOrder order) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(numbers, spare, from, middle, order);
    sort(numbers, spare, middle, to, order);
    if (order.test(numbers[middle - 1], numbers[middle])) {
      return;
    }
    System.arraycopy(numbers, from, spare, from, middle - from);
    int left = from;
    int right = middle;
    for (int i = from; left < middle; i++) {
      boolean takeLeft = right == to || order.test(spare[left], numbers[right]);
      numbers[i] = takeLeft ? spare[left++] : numbers[right++];
    }
  }
}
