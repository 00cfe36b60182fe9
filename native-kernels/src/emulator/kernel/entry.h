// A kernel as the emulated driver launches it: its parameters unpacked by the C++ signature.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "accessor.h"

namespace emulation {

enum class Kind { PLAIN, BLOCK };

// A body that is called once for each thread of the grid.
struct ThreadBody {
  void (*call)(const void* body);
  const void* body;
};

class Launch;
Region* regionOf(Launch& launch, uint64_t address);
void runGrid(Launch& launch, ThreadBody body);

struct ParameterPlace {
  size_t offset;
  size_t size;
  bool pointer;
};

struct Entry {
  const char* name;
  Kind kind;
  unsigned maxThreads;
  const ParameterPlace* parameters;
  size_t parameterCount;
  size_t parameterBytes;
  void (*run)(Launch& launch, const uint8_t* parameters);
};

// What a parameter is in the packed buffer, and how it is made from that.
template <class A> struct Parameter {
  static_assert(std::is_trivially_copyable_v<A> && !std::is_pointer_v<A>);
  static constexpr bool POINTER = false;
  static constexpr size_t SIZE = sizeof(A);
  static constexpr size_t ALIGNMENT = alignof(A);
  static A make(Launch&, const uint8_t* at) {
    A value;
    std::memcpy(static_cast<void*>(&value), at, sizeof(A));
    return value;
  }
};

struct PointerParameter {
  static constexpr bool POINTER = true;
  static constexpr size_t SIZE = 8;
  static constexpr size_t ALIGNMENT = 8;
  static uint64_t address(const uint8_t* at) {
    uint64_t value;
    std::memcpy(&value, at, 8);
    return value;
  }
};

template <class T> struct Parameter<In<T>> : PointerParameter {
  static In<T> make(Launch& launch, const uint8_t* at) {
    uint64_t address = PointerParameter::address(at);
    return In<T>(reinterpret_cast<const T*>(address), regionOf(launch, address));
  }
};

template <class T> struct Parameter<Out<T>> : PointerParameter {
  static Out<T> make(Launch& launch, const uint8_t* at) {
    uint64_t address = PointerParameter::address(at);
    return Out<T>(reinterpret_cast<T*>(address), regionOf(launch, address));
  }
};

// Places parameters as nvcc does: each at its natural alignment.
template <size_t COUNT> struct Places {
  ParameterPlace at[COUNT + 1] = {};
  size_t bytes = 0;
};

template <class... A> constexpr Places<sizeof...(A)> placesOf() {
  Places<sizeof...(A)> places;
  size_t i = 0;
  size_t end = 0;
  auto place = [&](size_t size, size_t alignment, bool pointer) {
    end = (end + alignment - 1) / alignment * alignment;
    places.at[i++] = {end, size, pointer};
    end += size;
  };
  (place(Parameter<A>::SIZE, Parameter<A>::ALIGNMENT, Parameter<A>::POINTER), ...);
  places.bytes = end;
  return places;
}

template <auto F> struct Caller;

template <class... A, void (*F)(A...)> struct Caller<F> {
  static constexpr Places<sizeof...(A)> PLACES = placesOf<A...>();

  static void run(Launch& launch, const uint8_t* parameters) {
    run(launch, parameters, std::index_sequence_for<A...>());
  }

 private:
  template <size_t... I> static void run(Launch& launch, const uint8_t* parameters, std::index_sequence<I...>) {
    auto body = [... arguments = Parameter<A>::make(launch, parameters + PLACES.at[I].offset)] { F(arguments...); };
    runGrid(launch, {[](const void* p) { (*static_cast<decltype(body)*>(const_cast<void*>(p)))(); }, &body});
  }
};

// Makes a kernel known to the emulated driver.
class Registration {
 public:
  explicit Registration(const Entry* entry);
};

// Null if no kernel of this name was compiled in.
const Entry* findKernel(const char* name);

}  // namespace emulation

#define EMULATED_KERNEL(name, kind, maxThreads, ...) \
  extern "C" void name(__VA_ARGS__); \
  static constexpr emulation::Entry name##_entry{ \
      #name, kind, maxThreads, emulation::Caller<name>::PLACES.at, \
      sizeof(emulation::Caller<name>::PLACES.at) / sizeof(emulation::ParameterPlace) - 1, \
      emulation::Caller<name>::PLACES.bytes, emulation::Caller<name>::run}; \
  static const emulation::Registration name##_registration(&name##_entry); \
  extern "C" __attribute__((noinline)) void name(__VA_ARGS__)
