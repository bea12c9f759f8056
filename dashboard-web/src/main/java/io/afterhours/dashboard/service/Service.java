package io.afterhours.dashboard.service;

import java.util.Locale;
import java.util.Optional;

/** A service behind the gateway, and the paths it owns. */
public enum Service {
    SCHEDULER,
    COST,
    PROGRESS;

    /** Who owns a path, judged by its first segment after {@code /api/}. */
    public static Optional<Service> of(String path) {
        var rest = path.startsWith("/api/") ? path.substring("/api/".length()) : "";
        var slash = rest.indexOf('/');
        return switch (slash < 0 ? rest : rest.substring(0, slash)) {
            case "builds",
                    "queue",
                    "simulations",
                    "control",
                    "policies",
                    "ladder",
                    "context",
                    "calendar",
                    "escalations",
                    "agents",
                    "runners",
                    "audit",
                    "estimates",
                    "batches",
                    "limits",
                    "reservations",
                    "safety" -> Optional.of(SCHEDULER);
            case "costs", "usage", "otlp", "budgets", "prices", "forecast", "windows", "models" -> Optional.of(COST);
            case "progress" -> Optional.of(PROGRESS);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
