package io.afterhours.cost.budget;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** How far a budget is spent, from better to worse. */
public enum BudgetState {
    OK,
    WARN,
    CRITICAL;

    boolean isWorseThan(BudgetState other) {
        return compareTo(other) > 0;
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    static BudgetState of(String word) {
        return Words.read("state", word, values());
    }
}
