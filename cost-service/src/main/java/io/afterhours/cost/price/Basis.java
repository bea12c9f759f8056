package io.afterhours.cost.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** How an entry of the ledger came by its cost. */
public enum Basis {
    /** The provider's tool said it. */
    REPORTED,
    /** The agent said it itself. */
    SELF_REPORTED,
    /** From the tokens of one request. */
    COMPUTED,
    /** From the tokens of several requests together, so that none of them can be told to be long; base rates. */
    AGGREGATE,
    /** From what could be read of a run that was ended before it said what it used; base rates. It used no less, and its output is the least. */
    ESTIMATED,
    /** A subscription covers it: no money was spent, and what it is worth is counted apart. */
    SUBSCRIPTION,
    /** The model has no price. */
    UNKNOWN;

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    @JsonCreator
    public static Basis of(String word) {
        return Words.read("basis", word, values());
    }
}
