package anabranch.script.compile;

import anabranch.script.run.FunctionCode;
import anabranch.script.syntax.Expr;
import anabranch.script.syntax.Parser;
import anabranch.script.syntax.Source;
import anabranch.script.syntax.Stmt;
import anabranch.script.type.ClassType;
import anabranch.script.type.Type;
import anabranch.script.type.Type.Simple;
import anabranch.script.type.TypeReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds classes and functions by their full names, in sources that are read when first needed. */
public final class Linker {
  private final Function<String, @Nullable Source> sources;
  private final List<@Nullable Object> constants;
  private final Map<String, Definitions> modules = new HashMap<>();
  private final Map<String, ClassInfo> classes = new HashMap<>();
  private final Map<String, FunctionCode> functions = new LinkedHashMap<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final TypeReader types = new TypeReader(this::classType);
  private final Problems problems = new Problems();

  /** The definitions of one source. */
  private record Definitions(
      String name,
      @Nullable Source source,
      Map<String, Stmt.Def> functions,
      Map<String, Stmt.ClassDef> classes) {}

  /**
   * A linker.
   *
   * @param sources the text of a module such as {@code __torch__.models}, or null if there is none
   * @param constants what {@code CONSTANTS.c0} and so on stand for
   */
  public Linker(Function<String, @Nullable Source> sources, List<@Nullable Object> constants) {
    this.sources = sources;
    this.constants = constants;
  }

  Problems problems() {
    return problems;
  }

  List<@Nullable Object> constants() {
    return constants;
  }

  /**
   * Compiles all that was asked for so far, and what that asks for.
   *
   * @throws anabranch.script.ScriptException that names all that is not supported
   */
  public void link() {
    while (!waiting.isEmpty()) {
      waiting.pop().run();
    }
    problems.check();
  }

  private Definitions module(String name) {
    Definitions known = modules.get(name);
    if (known != null) {
      return known;
    }
    Source source = sources.apply(name);
    Definitions module =
        new Definitions(name, source, new LinkedHashMap<>(), new LinkedHashMap<>());
    modules.put(name, module);
    if (source != null) {
      for (Stmt statement : Parser.parse(source)) {
        define(module, source, statement);
      }
    }
    return module;
  }

  private void define(Definitions module, Source source, Stmt statement) {
    switch (statement) {
      case Stmt.Def def -> module.functions.put(def.name(), def);
      case Stmt.ClassDef def -> module.classes.put(def.name(), def);
      case Stmt.Nothing nothing -> {}
      default ->
          problems.add(
              source, "", statement.at(), "only functions and classes stand outside of functions");
    }
  }

  private static String[] split(String name) {
    int dot = name.lastIndexOf('.');
    return new String[] {dot < 0 ? "" : name.substring(0, dot), name.substring(dot + 1)};
  }

  /** The functions of a module, in order. */
  public List<String> functionNames(String module) {
    return List.copyOf(module(module).functions.keySet());
  }

  /** The class with this full name, or null. */
  public @Nullable ClassType classType(String name) {
    ClassInfo info = classInfo(name);
    return info == null ? null : info.type();
  }

  /** What is known of the class with this full name, or null. */
  public @Nullable ClassInfo classInfo(String name) {
    ClassInfo known = classes.get(name);
    if (known != null) {
      return known;
    }
    String[] parts = split(name);
    Definitions module = module(parts[0]);
    Stmt.ClassDef def = module.classes.get(parts[1]);
    if (def == null || module.source == null) {
      return null;
    }
    ClassType type = new ClassType(name, kind(def));
    ClassInfo info = new ClassInfo(type, module.source);
    classes.put(name, info);
    new ClassReader(info, this).read(def);
    return info;
  }

  private static ClassType.Kind kind(Stmt.ClassDef def) {
    for (Expr base : def.bases()) {
      switch (TypeReader.dotted(base)) {
        case "Module" -> {
          return ClassType.Kind.MODULE;
        }
        case "Interface", "ModuleInterface" -> {
          return ClassType.Kind.INTERFACE;
        }
        case "NamedTuple" -> {
          return ClassType.Kind.NAMED_TUPLE;
        }
        default -> {}
      }
    }
    return ClassType.Kind.OBJECT;
  }

  /** The type that {@code expr} names; a problem, and anything, if it is none. */
  Type type(Expr expr, Source source, String function) {
    try {
      return types.read(expr);
    } catch (TypeReader.NotAType e) {
      problems.add(source, function, e.at(), String.valueOf(e.getMessage()));
      return Simple.ANY;
    }
  }

  /** The function with this full name, or null; it is compiled before {@link #link} returns. */
  public @Nullable FunctionCode function(String name) {
    String[] parts = split(name);
    Definitions module = module(parts[0]);
    Stmt.Def def = module.functions.get(parts[1]);
    return def == null || module.source == null
        ? null
        : declared(name, name, def, module.source, parts[0], null);
  }

  /** A method, or null; it is compiled before {@link #link} returns. */
  public @Nullable FunctionCode method(ClassType type, String name) {
    ClassInfo info = classInfo(type.name());
    Stmt.Def def = info == null ? null : info.methods.get(name);
    if (def == null || info == null || type.kind() == ClassType.Kind.INTERFACE) {
      return null;
    }
    String full = type.name() + "." + name;
    return declared("method " + full, full, def, info.source(), split(type.name())[0], type);
  }

  private FunctionCode declared(
      String key,
      String name,
      Stmt.Def def,
      Source source,
      String module,
      @Nullable ClassType self) {
    FunctionCode known = functions.get(key);
    if (known != null) {
      return known;
    }
    List<FunctionCode.Parameter> parameters = new ArrayList<>();
    for (Stmt.Parameter parameter : def.parameters()) {
      parameters.add(parameter(parameter, source, name, parameters.isEmpty() ? self : null));
    }
    Expr annotated = def.result();
    Type result = annotated == null ? Simple.ANY : type(annotated, source, name);
    FunctionCode function = new FunctionCode(name, source, parameters, result);
    functions.put(key, function);
    Runnable compile =
        () -> new FunctionCompiler(this, source, module, function).compile(def, annotated == null);
    if (annotated == null) {
      compile.run();
    } else {
      waiting.push(compile);
    }
    return function;
  }

  private FunctionCode.Parameter parameter(
      Stmt.Parameter parameter, Source source, String function, @Nullable ClassType self) {
    Expr annotated = parameter.type();
    Type type =
        annotated != null ? type(annotated, source, function) : self != null ? self : Simple.TENSOR;
    Expr given = parameter.value();
    if (given == null) {
      return new FunctionCode.Parameter(parameter.name(), type, false, null);
    }
    try {
      Object value = Literals.value(given);
      boolean any = annotated == null;
      return new FunctionCode.Parameter(parameter.name(), any ? Simple.ANY : type, true, value);
    } catch (Literals.NotLiteral e) {
      problems.add(source, function, given.at(), "a default value must be a constant");
      return new FunctionCode.Parameter(parameter.name(), type, true, null);
    }
  }
}
