package anabranch.io;

import anabranch.io.PickledValue.Bool;
import anabranch.io.PickledValue.DictValue;
import anabranch.io.PickledValue.Int;
import anabranch.io.PickledValue.None;
import anabranch.io.PickledValue.TensorValue;
import anabranch.io.PickledValue.TupleValue;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import anabranch.shape.ShapeException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors on the storages of one folder of an archive. No number of the pickle's is believed: a
 * storage is as large as its entry, and a tensor's elements are all in it.
 */
final class TensorBuilder {
  /** Of larger storages the checksum is not checked: that would read what is only mapped. */
  private static final long MOST_CHECKED_BYTES = 64 << 10;

  private static final long HEAP_PER_STORAGE = 256;
  private static final long HEAP_PER_DIMENSION = 64;

  private final ZipContent content;
  private final Map<String, ZipEntryInfo> entries;
  private final String folder;
  private final long mostExpandedBytes;
  private final Map<String, StorageValue> storages = new HashMap<>();

  /**
   * Tensors on the entries of {@code folder}.
   *
   * @param mostExpandedBytes how many bytes a tensor may stand for that names elements of its
   *     storage more than once
   */
  TensorBuilder(
      ZipContent content,
      Map<String, ZipEntryInfo> entries,
      String folder,
      long mostExpandedBytes) {
    this.content = content;
    this.entries = entries;
    this.folder = folder;
    this.mostExpandedBytes = mostExpandedBytes;
  }

  /** The storage {@code key}, always the same one. */
  StorageValue storage(PickleInput in, DType dtype, String key, long numel)
      throws MalformedFileException {
    in.charge(HEAP_PER_STORAGE + 2L * key.length());
    String name = folder + key;
    ZipEntryInfo entry = entries.get(name);
    if (entry == null) {
      throw in.malformed(
          "there is no entry '" + MalformedFileException.excerpt(name) + "' for a storage");
    }
    StorageValue known = storages.get(name);
    if (known != null && known.dtype() != dtype) {
      throw in.malformed(
          "'%s' is a storage of %s here and of %s before".formatted(name, dtype, known.dtype()));
    }
    if (numel < 0
        || Math.multiplyHigh(numel, (long) dtype.byteSize()) != 0
        || numel * dtype.byteSize() != entry.size()) {
      throw in.malformed(
          "%d elements of %s do not fill the %d bytes of '%s'"
              .formatted(numel, dtype, entry.size(), name));
    }
    if (known != null) {
      return known;
    }
    MemorySegment bytes = content.stored(entry);
    if (entry.size() <= MOST_CHECKED_BYTES) {
      content.checkSum(entry, bytes.asByteBuffer());
    }
    StorageValue storage = new StorageValue(name, dtype, bytes, entry.offset());
    storages.put(name, storage);
    return storage;
  }

  /** The tensor of storage, offset, sizes, strides, whether it is trained, and no hooks. */
  TensorValue tensor(PickleInput in, List<PickleItem> parts) throws MalformedFileException {
    if ((parts.size() == 6 || (parts.size() == 7 && isEmpty(parts.get(6))))
        && parts.get(0) instanceof StorageValue storage
        && parts.get(1) instanceof Int offset
        && parts.get(2) instanceof TupleValue sizes
        && parts.get(3) instanceof TupleValue strides
        && parts.get(4) instanceof Bool requiresGrad
        && isEmpty(parts.get(5))) {
      Layout layout = layout(in, storage, offset.value(), sizes, strides);
      return new TensorValue(storage, layout, requiresGrad.value());
    }
    throw in.malformed(
        "expected a tensor's storage, offset, sizes, strides, requires_grad and empty hooks, got "
            + parts.stream().limit(8).map(PickleItem::kindOf).toList());
  }

  private static boolean isEmpty(PickleItem item) {
    return item == None.NONE || (item instanceof DictValue dict && dict.entries().isEmpty());
  }

  private Layout layout(
      PickleInput in, StorageValue storage, long offset, TupleValue sizes, TupleValue strides)
      throws MalformedFileException {
    long[] size = numbers(in, sizes);
    long[] stride = numbers(in, strides);
    if (size.length != stride.length || offset < 0) {
      throw in.malformed(
          "sizes %s with strides %s and offset %d"
              .formatted(Arrays.toString(size), Arrays.toString(stride), offset));
    }
    try {
      Shape shape = Shape.of(size);
      long last = offset;
      for (int d = 0; d < size.length; d++) {
        last = Math.addExact(last, Math.multiplyExact(Math.max(size[d] - 1, 0), stride[d]));
      }
      if (shape.numel() == 0 ? offset > storage.numel() : last >= storage.numel()) {
        throw in.malformed(
            "sizes %s with strides %s and offset %d reach element %d of the %d in '%s'"
                .formatted(
                    shape,
                    Arrays.toString(stride),
                    offset,
                    last,
                    storage.numel(),
                    storage.entry()));
      }
      checkExpansion(in, storage, shape);
      return Layout.of(shape, stride, offset);
    } catch (ArithmeticException e) {
      throw in.malformed(
          "sizes %s with strides %s and offset %d exceed any storage"
              .formatted(Arrays.toString(size), Arrays.toString(stride), offset));
    } catch (ShapeException e) {
      throw in.malformed(String.valueOf(e.getMessage()));
    }
  }

  private void checkExpansion(PickleInput in, StorageValue storage, Shape shape)
      throws MalformedFileException {
    if (shape.numel() > storage.numel()
        && shape.numel() > mostExpandedBytes / storage.dtype().byteSize()) {
      throw in.malformed(
          "a tensor of shape %s stands for more than %d bytes, with only %d elements in '%s'"
              .formatted(shape, mostExpandedBytes, storage.numel(), storage.entry()));
    }
  }

  private static long[] numbers(PickleInput in, TupleValue tuple) throws MalformedFileException {
    List<PickledValue> items = tuple.items();
    if (items.size() > Shape.MAX_RANK) {
      throw in.malformed(
          "a tensor has at most %d dimensions, got %d".formatted(Shape.MAX_RANK, items.size()));
    }
    in.charge(HEAP_PER_DIMENSION * items.size());
    long[] numbers = new long[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof Int number) || number.value() < 0) {
        throw in.malformed("expected sizes and strides that are not negative");
      }
      numbers[i] = number.value();
    }
    return numbers;
  }
}
