package io.afterhours.scheduler.document;

import io.afterhours.contracts.InvalidEvent;
import java.util.List;
import java.util.stream.Collectors;

/** A document that cannot be used; names every field that is wrong and what was expected there. */
public final class InvalidDocument extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<InvalidEvent> faults;

    public InvalidDocument(List<InvalidEvent> faults) {
        super(faults.stream().map(InvalidEvent::getMessage).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, in the order of the document. */
    public List<InvalidEvent> faults() {
        return faults;
    }
}
