package io.afterhours.cli.build;

import java.util.ArrayList;
import java.util.List;

/** Priorities, for completion; what is a priority the server alone decides. */
final class Priorities extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Priorities() {
        super(List.of("urgent", "high", "medium", "low"));
    }
}
