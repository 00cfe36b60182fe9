#include "stream.h"

#include <thread>

#include "driver.h"

namespace emulation {

Stream::Stream(Driver& driver, Device& device, int number, uint32_t slot, uint64_t count, unsigned flags, int priority)
    : driver_(driver), device_(device), number_(number), slot_(slot), flags_(flags), priority_(priority),
      count_(count), completed_(count) {}

std::string Stream::text() const {
  std::string name = number_ == 0 ? "the null stream" : "stream " + std::to_string(number_);
  return device_.number() == 0 ? name : name + " of device " + std::to_string(device_.number());
}

ActorPtr Stream::next(std::string what) const {
  return std::make_shared<const Actor>(Actor{{slot_, count_ + 1}, std::move(what), text()});
}

void Stream::enqueue(std::unique_ptr<Item> item) {
  clock_.join(driver_.hostClock);
  if (item->actor == nullptr) {
    item->actor = next(item->what());
  }
  clock_.join({slot_, ++count_});
  item->clock = clock_;
  item->enqueued = std::chrono::steady_clock::now();
  if (driver_.log.on()) {
    driver_.log.add(item->kind() + " stream=" + std::to_string(number_) +
                    " device=" + std::to_string(device_.number()) + item->details());
  }
  queue_.push_back(std::move(item));
  if (!started_) {
    started_ = true;
    std::thread([self = shared_from_this()] { self->work(); }).detach();
  }
  arrived_.notify_one();
}

void Stream::await(std::unique_lock<std::mutex>& lock, uint64_t count) {
  if (count > demanded_) {
    demanded_ = count;
    arrived_.notify_one();
  }
  done_.wait(lock, [&] { return isDone(count); });
}

void Stream::close() {
  closed_ = true;
  arrived_.notify_one();
}

bool Stream::mayStart() const {
  return !driver_.settings.lazy || demanded_ > completed_ ||
         queue_.size() > static_cast<size_t>(driver_.settings.lazyItems);
}

void Stream::work() {
  std::unique_lock lock(driver_.mutex);
  for (;;) {
    if (queue_.empty()) {
      if (closed_) {
        return;
      }
      arrived_.wait(lock);
      continue;
    }
    if (!mayStart()) {
      auto due = queue_.front()->enqueued + std::chrono::milliseconds(driver_.settings.lazyMillis);
      if (std::chrono::steady_clock::now() < due) {
        arrived_.wait_until(lock, due);
        continue;
      }
    }
    std::unique_ptr<Item> item = std::move(queue_.front());
    queue_.pop_front();
    bool broken = device_.failure() != 0;
    lock.unlock();
    if (!broken) {
      execute(*item);
    }
    item.reset();
    lock.lock();
    completed_++;
    done_.notify_all();
  }
}

void Stream::execute(Item& item) {
  driver_.gates.pass(item.name());
  if (item.failure != 0) {
    std::lock_guard lock(driver_.mutex);
    device_.fail(item.failure);
    return;
  }
  item.run();
}

}  // namespace emulation
