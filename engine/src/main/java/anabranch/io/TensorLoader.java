package anabranch.io;

import anabranch.Device;
import anabranch.Tensor;
import anabranch.Tensors;
import anabranch.io.PickledValue.TensorValue;
import anabranch.shape.DType;
import anabranch.shape.Layout;
import anabranch.shape.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts an archive's tensors on a device, each storage once. */
final class TensorLoader {
  private final MappedFile file;
  private final Device device;

  TensorLoader(MappedFile file, Device device) {
    this.file = file;
    this.device = device;
  }

  Map<TensorValue, Tensor> load(Set<TensorValue> tensors) throws MalformedFileException {
    Set<StorageValue> storages = new LinkedHashSet<>();
    tensors.forEach(tensor -> storages.add(tensor.storage()));
    for (StorageValue storage : storages) {
      checkTruthValues(storage);
    }
    Map<StorageValue, Tensor> whole = HashMap.newHashMap(storages.size());
    Map<TensorValue, Tensor> loaded = LinkedHashMap.newLinkedHashMap(tensors.size());
    try {
      for (StorageValue storage : storages) {
        whole.put(storage, whole(storage));
      }
      for (TensorValue tensor : tensors) {
        Layout layout = tensor.layout();
        Tensor storage = Objects.requireNonNull(whole.get(tensor.storage()));
        loaded.put(
            tensor, storage.asStrided(layout.shape().sizes(), layout.strides(), layout.offset()));
      }
      return loaded;
    } catch (Throwable e) {
      loaded.values().forEach(Tensor::close);
      throw e;
    } finally {
      whole.values().forEach(Tensor::close);
    }
  }

  /** All of a storage, as a vector. */
  private Tensor whole(StorageValue storage) {
    file.retain();
    return Tensors.wrap(
        device, storage.dtype(), Shape.of(storage.numel()), storage.bytes(), file::release);
  }

  private void checkTruthValues(StorageValue storage) throws MalformedFileException {
    MemorySegment bytes = storage.bytes();
    for (long i = 0; storage.dtype() == DType.BOOL && i < bytes.byteSize(); i++) {
      int value = bytes.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      if (value > 1) {
        throw file.malformed(
            storage.entry(),
            storage.offset() + i,
            "a truth value is a byte of 0 or 1, got " + value);
      }
    }
  }
}
