package anabranch.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Catches what the runtime logs while it is open, instead of printing it. */
final class Reports extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("anabranch");
  private final List<LogRecord> records = new ArrayList<>();

  Reports() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** The errors that were logged. */
  synchronized List<Throwable> errors() {
    return records.stream().map(LogRecord::getThrown).toList();
  }

  @Override
  public synchronized void publish(LogRecord record) {
    records.add(record);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
