package anabranch.io;

import java.util.List;

/** What can be on the stack of a pickle machine: values, and what values are made from. */
sealed interface PickleItem
    permits PickledValue, PickleGlobal, PickleItem.OwnClass, PickleItem.Arguments, StorageValue {
  /**
   * A class that the archive brings along.
   *
   * @param name its full name
   */
  record OwnClass(String name) implements PickleItem {}

  /**
   * A tuple of which not all parts are values.
   *
   * @param items its parts
   */
  record Arguments(List<PickleItem> items) implements PickleItem {}

  /** What an item is, for messages. */
  static String kindOf(PickleItem item) {
    return switch (item) {
      case PickledValue.None _ -> "None";
      case PickledValue.Bool _ -> "a bool";
      case PickledValue.Int _ -> "an int";
      case PickledValue.Real _ -> "a float";
      case PickledValue.Text _ -> "a str";
      case PickledValue.DeviceName _ -> "a device";
      case PickledValue.EnumValue _ -> "an enum's value";
      case PickledValue.ListValue _ -> "a list";
      case PickledValue.TupleValue _ -> "a tuple";
      case PickledValue.DictValue _ -> "a dict";
      case PickledValue.ObjectValue object -> "an object of " + object.className();
      case PickledValue.TensorValue _ -> "a tensor";
      case PickleGlobal global -> "the global " + global;
      case OwnClass own -> "the class " + own.name();
      case Arguments _ -> "a tuple with more than values in it";
      case StorageValue _ -> "a storage";
    };
  }
}
