package anabranch.profile.record;

/** The times of one device, which are known when its work is done. */
public interface Clock {
  /** Waits for the device and adds what it did to the recording. */
  void resolve();
}
