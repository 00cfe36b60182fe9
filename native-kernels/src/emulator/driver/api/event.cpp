// Events.
#include "../items/order_items.h"
#include "call.h"

using namespace emulation;

namespace {
constexpr unsigned DISABLE_TIMING = 2;
}

API CUresult cuEventCreate(Handle* handle, unsigned flags) {
  return inContext("cuEventCreate", [&](const Call& call) {
    *handle = call.driver.events.add(
        std::make_shared<Event>(Event{call.driver.nextEvent++, call.device.number(), flags, std::nullopt}));
    return SUCCESS;
  });
}

API CUresult cuEventDestroy_v2(Handle handle) {
  return inContext("cuEventDestroy_v2", [&](const Call& call) {
    return call.driver.events.remove(handle) == nullptr ? INVALID_HANDLE : SUCCESS;
  });
}

static CUresult record(const char* name, Handle eventHandle, Handle streamHandle) {
  return inContext(name, [&](const Call& call) {
    EventPtr event = call.driver.events.find(eventHandle);
    StreamPtr stream = call.stream(streamHandle);
    if (event == nullptr || stream == nullptr || event->device != stream->device().number()) return INVALID_HANDLE;
    auto millis = std::make_shared<std::atomic<double>>(0);
    stream->enqueue(std::make_unique<RecordItem>(event->number, millis));
    event->recording = Recording{stream, stream->count(), stream->clock(), millis};
    return SUCCESS;
  });
}

API CUresult cuEventRecord(Handle event, Handle stream) { return record("cuEventRecord", event, stream); }

API CUresult cuEventRecordWithFlags(Handle event, Handle stream, unsigned) {
  return record("cuEventRecordWithFlags", event, stream);
}

API CUresult cuEventQuery(Handle handle) {
  return inContext("cuEventQuery", [&](const Call& call) {
    EventPtr event = call.driver.events.find(handle);
    if (event == nullptr) return INVALID_HANDLE;
    if (!event->recording) return SUCCESS;
    if (!event->recording->isDone()) return NOT_READY;
    call.driver.hostClock.join(event->recording->clock);
    return SUCCESS;
  });
}

API CUresult cuEventSynchronize(Handle handle) {
  return waiting("cuEventSynchronize", [&](const Call& call) {
    EventPtr event = call.driver.events.find(handle);
    if (event == nullptr) return INVALID_HANDLE;
    if (call.driver.log.on()) call.driver.log.add("sync event=" + std::to_string(event->number));
    if (!event->recording) {
      reports().add("no order: the host waits for event " + std::to_string(event->number) +
                    ", which was never recorded");
      return SUCCESS;
    }
    Recording recording = *event->recording;
    recording.stream->await(call.lock, recording.count);
    call.driver.hostClock.join(recording.clock);
    recording.stream->device().settle();
    return SUCCESS;
  });
}

static CUresult elapsed(const char* name, float* millis, Handle startHandle, Handle endHandle) {
  return inContext(name, [&](const Call& call) {
    EventPtr start = call.driver.events.find(startHandle);
    EventPtr end = call.driver.events.find(endHandle);
    if (start == nullptr || end == nullptr || !start->recording || !end->recording ||
        ((start->flags | end->flags) & DISABLE_TIMING) != 0) {
      return INVALID_HANDLE;
    }
    if (!start->recording->isDone() || !end->recording->isDone()) return NOT_READY;
    *millis = static_cast<float>(*end->recording->millis - *start->recording->millis);
    return SUCCESS;
  });
}

API CUresult cuEventElapsedTime(float* millis, Handle start, Handle end) {
  return elapsed("cuEventElapsedTime", millis, start, end);
}

API CUresult cuEventElapsedTime_v2(float* millis, Handle start, Handle end) {
  return elapsed("cuEventElapsedTime_v2", millis, start, end);
}
