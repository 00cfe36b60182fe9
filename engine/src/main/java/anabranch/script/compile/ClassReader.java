package anabranch.script.compile;

import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.TypeReader;
import java.util.Set;

/** Reads a class: its attributes, constants and methods. */
final class ClassReader {
  private final ClassInfo info;
  private final Linker linker;

  ClassReader(ClassInfo info, Linker linker) {
    this.info = info;
    this.linker = linker;
  }

  void read(Stmt.ClassDef def) {
    for (Stmt statement : def.body()) {
      switch (statement) {
        case Stmt.Def method -> info.methods.put(method.name(), method);
        case Stmt.Assign assign -> assign(assign);
        case Stmt.Nothing nothing -> {}
        default -> problem(statement.at(), "this is not supported in a class");
      }
    }
  }

  private void problem(int at, String text) {
    linker.problems().add(info.source(), info.type().name(), at, text);
  }

  private void assign(Stmt.Assign assign) {
    Expr type = assign.type();
    Expr value = assign.value();
    if (assign.target() instanceof Expr.Name name && type != null) {
      if (value != null && isFinal(type)) {
        info.constants.put(name.name(), value);
      } else {
        info.type().add(name.name(), linker.type(type, info.source(), info.type().name()));
      }
    } else if (assign.target() instanceof Expr.Name name && value != null) {
      names(name.name(), value);
    } else if (assign.target() instanceof Expr.Subscript subscript
        && TypeReader.dotted(subscript.target()).equals("__annotations__")
        && subscript.index() instanceof Expr.Text attribute
        && value != null) {
      info.type().add(attribute.value(), linker.type(value, info.source(), info.type().name()));
    } else {
      problem(assign.at(), "this is not supported in a class");
    }
  }

  private static boolean isFinal(Expr type) {
    return type instanceof Expr.Subscript generic
        && TypeReader.dotted(generic.target()).endsWith("Final");
  }

  /** Such as {@code __parameters__ = ["weight", ]}. */
  private void names(String name, Expr value) {
    Set<String> to =
        switch (name) {
          case "__parameters__" -> info.parameters();
          case "__buffers__" -> info.buffers();
          default -> null;
        };
    if (to != null && value instanceof Expr.ListOf list) {
      for (Expr item : list.items()) {
        if (item instanceof Expr.Text text) {
          to.add(text.value());
        }
      }
    } else if (Literals.is(value)) {
      info.constants.put(name, value);
    } else {
      problem(value.at(), "this is not supported in a class");
    }
  }
}
