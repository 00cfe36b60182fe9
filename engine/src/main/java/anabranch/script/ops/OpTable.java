package anabranch.script.ops;

import anabranch.script.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The closed table of operations: there are no others. */
public final class OpTable {
  /** All of them, by name; {@code prim::} is part of a name, {@code aten::} is not. */
  public static final Map<String, List<Operation>> OPERATIONS = build();

  private OpTable() {}

  /** Takes the operations of a family. */
  static final class Builder {
    private final Map<String, List<Operation>> operations = new TreeMap<>();

    /** Adds one. */
    Builder op(String schema, Operation.Body body) {
      Schema read = SchemaReader.read(schema);
      operations
          .computeIfAbsent(read.name(), n -> new ArrayList<>())
          .add(new Operation(read, body, makesTensors(read.result())));
      return this;
    }
  }

  /** What a signature names by a variable was there before. */
  private static boolean makesTensors(Type result) {
    return switch (result) {
      case Type.Simple simple -> simple == Type.Simple.TENSOR;
      case Type.ListOf list -> makesTensors(list.element());
      case Type.TupleOf tuple -> tuple.items().stream().anyMatch(OpTable::makesTensors);
      default -> false;
    };
  }

  private static Map<String, List<Operation>> build() {
    Builder table = new Builder();
    NumberOps.add(table);
    TextOps.add(table);
    ListOps.add(table);
    DictOps.add(table);
    ArithmeticOps.add(table);
    FunctionOps.add(table);
    CompareOps.add(table);
    ReduceOps.add(table);
    ShapeOps.add(table);
    IndexOps.add(table);
    CreateOps.add(table);
    ProductOps.add(table);
    RecurrentOps.add(table);
    PackedOps.add(table);
    LayerOps.add(table);
    AttentionOps.add(table);
    QueryOps.add(table);
    table.operations.replaceAll((name, all) -> List.copyOf(all));
    return Collections.unmodifiableMap(table.operations);
  }
}
