package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that cannot be used; names every field that is wrong and what was expected there. */
public final class InvalidPolicy extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<InvalidEvent> faults;

    InvalidPolicy(List<InvalidEvent> faults) {
        super(faults.stream().map(InvalidEvent::getMessage).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, in the order of the document. */
    public List<InvalidEvent> faults() {
        return faults;
    }
}
