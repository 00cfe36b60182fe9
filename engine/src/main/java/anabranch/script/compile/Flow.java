package anabranch.script.compile;

import anabranch.script.type.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the variables are at one point of a function, and whether it is reached at all. */
record Flow(Map<String, Type> types, boolean reached) {
  static Flow start() {
    return new Flow(new LinkedHashMap<>(), true);
  }

  static Flow dead() {
    return new Flow(new LinkedHashMap<>(), false);
  }

  Flow copy() {
    return new Flow(new LinkedHashMap<>(types), reached);
  }

  /** Where two ways meet: variables that only one way knows are unknown. */
  Flow with(Flow other) {
    if (!reached) {
      return other.copy();
    }
    if (!other.reached) {
      return copy();
    }
    Map<String, Type> both = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          Type there = other.types.get(name);
          if (there != null) {
            both.put(name, Type.either(type, there));
          }
        });
    return new Flow(both, true);
  }
}
