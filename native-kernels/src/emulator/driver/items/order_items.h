// What orders streams among each other and with the host.
#pragma once

#include <chrono>
#include <functional>

#include "../driver.h"

namespace emulation {

class RecordItem : public Item {
 public:
  RecordItem(int event, std::shared_ptr<std::atomic<double>> millis) : event_(event), millis_(std::move(millis)) {}

  std::string kind() const override { return "record"; }
  std::string details() const override { return " event=" + std::to_string(event_); }
  void run() override {
    auto now = std::chrono::steady_clock::now().time_since_epoch();
    *millis_ = std::chrono::duration<double, std::milli>(now).count();
  }

 private:
  const int event_;
  const std::shared_ptr<std::atomic<double>> millis_;
};

class WaitItem : public Item {
 public:
  WaitItem(Driver& driver, int event, Recording recording)
      : driver_(driver), event_(event), recording_(std::move(recording)) {}

  std::string kind() const override { return "wait"; }
  std::string details() const override {
    return " event=" + std::to_string(event_) + " of=" + std::to_string(recording_.stream->number());
  }
  void run() override {
    std::unique_lock lock(driver_.mutex);
    recording_.stream->await(lock, recording_.count);
  }

 private:
  Driver& driver_;
  const int event_;
  const Recording recording_;
};

class HostItem : public Item {
 public:
  HostItem(Driver& driver, std::function<void()> call) : driver_(driver), call_(std::move(call)) {}

  std::string kind() const override { return "host"; }
  void run() override {
    {
      // Whoever the function tells that it has been called may rely on what came before.
      std::lock_guard lock(driver_.mutex);
      driver_.hostClock.join(clock);
    }
    call_();
  }

 private:
  Driver& driver_;
  const std::function<void()> call_;
};

}  // namespace emulation
