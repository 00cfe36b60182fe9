// What tests ask of the emulator, one command of words at a time:
//   reports                                         takes the reports
//   fault call=NAME|kernel=NAME at=N code=C [times=N] [sticky=1]
//   lose device=N code=C                            every call fails until reset
//   hold NAME, release NAME, release, waiting       kernels wait at a gate ("*": everything)
//   delay NAME MILLIS
//   log start, log stop, log read
//   stats                                           name=value lines
//   set NAME VALUE                                  a setting
//   reset                                           no faults, gates, failures, reports; log off
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <stdexcept>

#include "call.h"

using namespace emulation;

namespace {

std::string rest(std::istringstream& words) {
  std::string text;
  words >> text;
  return text;
}

Fault parseFault(std::istringstream& words) {
  Fault fault;
  for (std::string word; words >> word;) {
    size_t equals = word.find('=');
    std::string name = word.substr(0, equals);
    std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (name == "call" || name == "kernel") {
      fault.target = value;
      fault.kernel = name == "kernel";
    } else if (name == "at") fault.at = std::stoll(value);
    else if (name == "times") fault.times = std::stoll(value);
    else if (name == "code") fault.code = std::stoi(value);
    else if (name == "sticky") fault.sticky = value != "0";
    else throw std::invalid_argument("a fault has no '" + word + "'");
  }
  return fault;
}

void lose(Driver& d, std::istringstream& words) {
  int device = 0;
  int code = 719;
  for (std::string word; words >> word;) {
    if (word.rfind("device=", 0) == 0) device = std::stoi(word.substr(7));
    else if (word.rfind("code=", 0) == 0) code = std::stoi(word.substr(5));
    else throw std::invalid_argument("lose has no '" + word + "'");
  }
  std::lock_guard lock(d.mutex);
  d.devices.at(device)->lose(code);
}

std::string stats(Driver& d) {
  std::lock_guard lock(d.mutex);
  uint64_t allocations = 0, bytes = 0, pinned = 0;
  d.memory.each([&](const AllocationPtr& allocation) {
    if (allocation->home() == Home::HOST) {
      pinned += allocation->size();
    } else if (allocation->freer() == nullptr) {
      allocations++;
      bytes += allocation->size();
    }
  });
  uint64_t queued = 0;
  for (auto& device : d.devices) {
    for (const StreamPtr& stream : d.streamsOf(*device)) queued += stream->count() - stream->completed();
  }
  std::ostringstream lines;
  lines << "allocations=" << allocations << "\nbytes=" << bytes << "\npinned=" << pinned
        << "\nstreams=" << d.streams.size() << "\nevents=" << d.events.size() << "\nmodules=" << d.modules.size()
        << "\nlaunches=" << d.launches << "\nqueued=" << queued << "\n";
  return lines.str();
}

void reset(Driver& d) {
  d.faults.clear();
  d.gates.releaseAll();
  d.log.stop();
  reports().take();
  std::lock_guard lock(d.mutex);
  d.settings = d.initial;
  for (auto& device : d.devices) device->recover();
}

std::string log(Driver& d, const std::string& word) {
  if (word == "start") d.log.start();
  else if (word == "stop") d.log.stop();
  else if (word == "read") return d.log.read();
  else throw std::invalid_argument("log has no '" + word + "'");
  return "";
}

std::string command(const std::string& text) {
  Driver& d = driver();
  std::istringstream words(text);
  std::string verb = rest(words);
  if (verb == "reports") return reports().take();
  if (verb == "stats") return stats(d);
  if (verb == "log") return log(d, rest(words));
  if (verb == "waiting") return std::to_string(d.gates.waiting());
  if (verb == "fault") d.faults.add(parseFault(words));
  else if (verb == "lose") lose(d, words);
  else if (verb == "hold") d.gates.hold(rest(words));
  else if (verb == "release") {
    std::string name = rest(words);
    name.empty() ? d.gates.releaseAll() : d.gates.release(name);
  } else if (verb == "delay") {
    std::string name = rest(words);
    d.gates.delay(name, std::stoi(rest(words)));
  } else if (verb == "set") {
    std::string name = rest(words);
    std::lock_guard lock(d.mutex);
    d.settings.set(name, rest(words));
  } else if (verb == "reset") reset(d);
  else throw std::invalid_argument("the emulator has no command '" + text + "'");
  return "";
}

}  // namespace

// The answer, to be given to free(); an error starts with "error: ".
API char* anabranchEmulator(const char* text) {
  try {
    return strdup(command(text).c_str());
  } catch (const std::exception& problem) {
    return strdup((std::string("error: ") + text + ": " + problem.what()).c_str());
  }
}

API void anabranchEmulatorFree(char* answer) { free(answer); }

// Says at exit what nobody has asked for.
__attribute__((destructor)) static void atExit() {
  std::string unseen = reports().take();
  if (!unseen.empty()) {
    std::fprintf(stderr, "CUDA emulator, reports that nobody took:\n%s", unseen.c_str());
  }
  constexpr int MOST_LINES = 5;
  int left = 0;
  driver().memory.each([&](const AllocationPtr& allocation) {
    if (allocation->home() != Home::HOST && allocation->freer() == nullptr && ++left <= MOST_LINES) {
      std::fprintf(stderr, "CUDA emulator, not freed at exit: %s\n", allocation->text().c_str());
    }
  });
  if (left > MOST_LINES) {
    std::fprintf(stderr, "CUDA emulator, not freed at exit: %d more\n", left - MOST_LINES);
  }
}
