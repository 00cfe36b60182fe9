package anabranch.script.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of operations as a document. */
public final class OpList {
  private static final String HEAD =
      """
      # TorchScript operations

      What a TorchScript program may name: these operations, in PyTorch's notation, and no others. A program that names
      another does not load, and the error lists all that it lacks. This file is made from the table in package
      `anabranch.script.ops`; `OpListTest` says how, and that it is current.

      Also refused, each with an error that names it: enum classes, classes with `__setstate__`, quantised, sparse and
      complex tensors, and attributes whose type is an interface if objects of one class have different
      classes behind it.

      """;

  private OpList() {}

  /** The document. */
  public static String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("%d names, %d forms.\n\n".formatted(OpTable.OPERATIONS.size(), forms()));
    text.append("| operation | forms |\n|---|---|\n");
    for (Map.Entry<String, List<Operation>> entry : OpTable.OPERATIONS.entrySet()) {
      String name = entry.getKey();
      text.append("| `")
          .append(name.contains("::") ? name : "aten::" + name)
          .append("` | ")
          .append(
              entry.getValue().stream()
                  .map(operation -> "`" + form(operation.schema()) + "`")
                  .collect(Collectors.joining("<br>")))
          .append(" |\n");
    }
    return text.toString();
  }

  private static long forms() {
    return OpTable.OPERATIONS.values().stream().mapToLong(List::size).sum();
  }

  /** The form without its name, which stands beside it. */
  private static String form(Schema schema) {
    return schema.text().substring(schema.text().indexOf('(')).replace("|", "\\|");
  }
}
