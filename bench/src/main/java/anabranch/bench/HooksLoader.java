package anabranch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Loads the engine, and what uses it, once more: with the profiler's hooks or without. Without, the
 * methods by which hooks ask whether anybody watches answer no, as constants, so that the JIT
 * compiler leaves nothing of the hooks. So both can be measured in turns in one JVM.
 */
final class HooksLoader extends ClassLoader {
  private static final String OURS = "anabranch.";

  /** Methods that answer no without hooks: their class, their name, and what they do instead. */
  private static final Map<String, Map<String, Consumer<CodeBuilder>>> NO =
      Map.of(
          "anabranch.profile.record.Recorder",
          Map.of(
              "current", code -> code.aconst_null().areturn(),
              "carry", code -> code.aload(0).areturn()),
          "anabranch.profile.record.Flight",
          Map.of("isOn", code -> code.iconst_0().ireturn()));

  private final boolean hooks;

  HooksLoader(boolean hooks) {
    super(HooksLoader.class.getClassLoader());
    this.hooks = hooks;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes;
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    Map<String, Consumer<CodeBuilder>> instead = hooks ? null : NO.get(name);
    byte[] defined = instead == null ? bytes : replace(name, bytes, instead);
    return defineClass(name, defined, 0, defined.length);
  }

  /** Whoever renames such a method must not measure hooks against hooks. */
  private static byte[] replace(
      String name, byte[] bytes, Map<String, Consumer<CodeBuilder>> instead) {
    ClassFile format = ClassFile.of();
    int[] replaced = {0};
    byte[] result =
        format.transformClass(
            format.parse(bytes),
            (builder, element) -> {
              Consumer<CodeBuilder> body =
                  element instanceof MethodModel method
                      ? instead.get(method.methodName().stringValue())
                      : null;
              if (element instanceof MethodModel method && body != null) {
                replaced[0]++;
                builder.withMethodBody(
                    method.methodName(), method.methodType(), method.flags().flagsMask(), body);
              } else {
                builder.with(element);
              }
            });
    if (replaced[0] != instead.size()) {
      throw new IllegalStateException(name + " has not one of each of " + instead.keySet());
    }
    return result;
  }
}
