#include "settings.h"

#include <sstream>
#include <stdexcept>

namespace emulation {

namespace {

uint64_t parseBytes(const std::string& text) {
  size_t used = 0;
  uint64_t value = std::stoull(text, &used);
  std::string unit = text.substr(used);
  if (unit == "G") return value << 30;
  if (unit == "M") return value << 20;
  if (unit == "K") return value << 10;
  if (unit.empty()) return value;
  throw std::invalid_argument("not a number of bytes: " + text);
}

}  // namespace

void Settings::set(const std::string& name, const std::string& value) {
  if (name == "devices") devices = std::stoi(value);
  else if (name == "memory") memory = parseBytes(value);
  else if (name == "multiprocessors") multiprocessors = std::stoi(value);
  else if (name == "driver") driver = std::stoi(value);
  else if (name == "lazy") lazy = value != "0";
  else if (name == "lazyItems") lazyItems = std::stoi(value);
  else if (name == "lazyMillis") lazyMillis = std::stoi(value);
  else if (name == "seed") seed = std::stoull(value);
  else if (name == "launch") launchNull = value == "null";
  else if (name == "init") init = std::stoi(value);
  else if (name == "peers") peers = value != "0";
  else if (name == "capability") {
    capabilityMajor = std::stoi(value);
    size_t dot = value.find('.');
    capabilityMinor = dot == std::string::npos ? 0 : std::stoi(value.substr(dot + 1));
  } else throw std::invalid_argument("the emulator has no setting '" + name + "'");
}

Settings Settings::parse(const std::string& text) {
  Settings settings;
  std::istringstream words(text);
  for (std::string word; std::getline(words, word, ',');) {
    if (word.empty()) continue;
    size_t equals = word.find('=');
    if (equals == std::string::npos) throw std::invalid_argument("not name=value: '" + word + "'");
    settings.set(word.substr(0, equals), word.substr(equals + 1));
  }
  return settings;
}

}  // namespace emulation
