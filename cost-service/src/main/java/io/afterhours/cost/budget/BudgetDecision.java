package io.afterhours.cost.budget;

/** What is to be published of a budget. */
sealed interface BudgetDecision {
    /** Nothing moved. */
    record Keep() implements BudgetDecision {}

    /** It stands otherwise than before. */
    record Publish(Budget budget) implements BudgetDecision {}

    /** It stands worse than before. */
    record Warn(Budget budget) implements BudgetDecision {}
}
