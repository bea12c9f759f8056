package io.afterhours.cli.build;

import java.util.ArrayList;
import java.util.List;

/** Categories, for completion and help; what is a category the server alone decides. */
final class Categories extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Categories() {
        super(List.of(
                "performance optimization",
                "bug fix",
                "documentation",
                "infrastructure",
                "new feature",
                "external action",
                "config change",
                "user-facing change",
                "research",
                "other"));
    }
}
