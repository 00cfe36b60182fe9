package anabranch.script.compile;

import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Source;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.ClassType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A class as its text has it. */
public final class ClassInfo {
  private final ClassType type;
  private final Source source;
  final Map<String, Stmt.Def> methods = new LinkedHashMap<>();
  final Map<String, Expr> constants = new LinkedHashMap<>();
  private final Set<String> parameters = new LinkedHashSet<>();
  private final Set<String> buffers = new LinkedHashSet<>();

  ClassInfo(ClassType type, Source source) {
    this.type = type;
    this.source = source;
  }

  /** Its type. */
  public ClassType type() {
    return type;
  }

  Source source() {
    return source;
  }

  /** The attributes that are parameters. */
  public Set<String> parameters() {
    return parameters;
  }

  /** The attributes that are buffers. */
  public Set<String> buffers() {
    return buffers;
  }

  /** Whether it has a method of this name. */
  public boolean hasMethod(String name) {
    return methods.containsKey(name);
  }

  /** The names of its methods. */
  public Set<String> methodNames() {
    return methods.keySet();
  }
}
