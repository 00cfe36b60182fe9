package anabranch.run;

import anabranch.spi.Event;
import java.util.List;

/**
 * A point in the work of one device that others may have to wait for.
 *
 * @param device the device
 * @param event the point
 */
public record Mark(OpenDevice device, Event event) {
  /** Adds it to {@code marks}, in which a later point of a stream stands for the earlier ones. */
  public void addTo(List<Mark> marks) {
    for (int i = 0; i < marks.size(); i++) {
      Event other = marks.get(i).event();
      if (other.stream() == event.stream()) {
        if (other.ticket() < event.ticket()) {
          marks.set(i, this);
        }
        return;
      }
    }
    marks.add(this);
  }
}
