// Streams.
#include "../items/order_items.h"
#include "call.h"

using namespace emulation;

static CUresult create(const char* name, Handle* handle, unsigned flags, int priority) {
  constexpr unsigned NON_BLOCKING = 1;
  return inContext(name, [&](const Call& call) {
    if (flags > NON_BLOCKING) return INVALID_VALUE;
    if (flags != NON_BLOCKING) {
      reports().add("a stream is created without CU_STREAM_NON_BLOCKING; the emulator does not order it with the null stream");
    }
    *handle = call.driver.streams.add(call.driver.newStream(call.device, call.driver.nextStream++, flags, priority));
    return SUCCESS;
  });
}

API CUresult cuStreamCreate(Handle* stream, unsigned flags) { return create("cuStreamCreate", stream, flags, 0); }

API CUresult cuStreamCreateWithPriority(Handle* stream, unsigned flags, int priority) {
  return create("cuStreamCreateWithPriority", stream, flags, std::max(-5, std::min(0, priority)));
}

API CUresult cuStreamDestroy_v2(Handle handle) {
  return inContext("cuStreamDestroy_v2", [&](const Call& call) {
    StreamPtr stream = call.driver.streams.remove(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    stream->close();
    return SUCCESS;
  });
}

API CUresult cuStreamSynchronize(Handle handle) {
  return waiting("cuStreamSynchronize", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    if (call.driver.log.on()) {
      call.driver.log.add("sync stream=" + std::to_string(stream->number()) +
                          " device=" + std::to_string(stream->device().number()));
    }
    Clock clock = stream->clock();
    stream->await(call.lock, stream->count());
    call.driver.hostClock.join(clock);
    stream->device().settle();
    return SUCCESS;
  });
}

API CUresult cuStreamQuery(Handle handle) {
  return inContext("cuStreamQuery", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    if (!stream->isDone(stream->count())) return NOT_READY;
    call.driver.hostClock.join(stream->clock());
    return SUCCESS;
  });
}

API CUresult cuStreamWaitEvent(Handle handle, Handle eventHandle, unsigned) {
  return inContext("cuStreamWaitEvent", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    EventPtr event = call.driver.events.find(eventHandle);
    if (stream == nullptr || event == nullptr) return INVALID_HANDLE;
    if (!event->recording) {
      reports().add("no order: " + stream->text() + " waits for event " + std::to_string(event->number) +
                    ", which was never recorded");
      return SUCCESS;
    }
    stream->join(event->recording->clock);
    stream->enqueue(std::make_unique<WaitItem>(call.driver, event->number, *event->recording));
    return SUCCESS;
  });
}

API CUresult cuStreamGetPriority(Handle handle, int* priority) {
  return inContext("cuStreamGetPriority", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    *priority = stream->priority();
    return SUCCESS;
  });
}

API CUresult cuStreamGetFlags(Handle handle, unsigned* flags) {
  return inContext("cuStreamGetFlags", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    *flags = stream->flags();
    return SUCCESS;
  });
}

API CUresult cuStreamGetId(Handle handle, unsigned long long* id) {
  return inContext("cuStreamGetId", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    *id = static_cast<unsigned long long>(stream->number());
    return SUCCESS;
  });
}

API CUresult cuStreamGetCtx(Handle handle, Handle* context) {
  return inContext("cuStreamGetCtx", [&](const Call& call) {
    StreamPtr stream = call.stream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    *context = stream->device().context;
    return SUCCESS;
  });
}

API CUresult cuStreamIsCapturing(Handle handle, int* status) {
  return inContext("cuStreamIsCapturing", [&](const Call& call) {
    if (call.stream(handle) == nullptr) return INVALID_HANDLE;
    *status = 0;
    return SUCCESS;
  });
}

API CUresult cuLaunchHostFunc(Handle handle, void (*function)(void*), void* argument) {
  return inContext("cuLaunchHostFunc", [&](const Call& call) {
    StreamPtr stream = call.ownStream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    stream->enqueue(std::make_unique<HostItem>(call.driver, [=] { function(argument); }));
    return SUCCESS;
  });
}

API CUresult cuStreamAddCallback(Handle handle, void (*function)(Handle, CUresult, void*), void* argument, unsigned) {
  return inContext("cuStreamAddCallback", [&](const Call& call) {
    StreamPtr stream = call.ownStream(handle);
    if (stream == nullptr) return INVALID_HANDLE;
    stream->enqueue(std::make_unique<HostItem>(call.driver, [=] { function(handle, SUCCESS, argument); }));
    return SUCCESS;
  });
}
