package io.afterhours.scheduler.control;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.document.InvalidDocument;

/** What is wrong with a document from outside, as it is answered. */
final class Faults {
    private Faults() {}

    /**
     * A 400 with every fault of it.
     *
     * @param where what the names of the faulty fields begin with: "" or such as "policies."
     */
    static Problem of(InvalidDocument refused, String where) {
        return new Problem(
                400,
                "invalid",
                String.valueOf(refused.getMessage()),
                refused.faults().stream()
                        .map(fault -> new Problem.FieldError(where + fault.field(), fault.expected(), fault.was()))
                        .toList());
    }
}
