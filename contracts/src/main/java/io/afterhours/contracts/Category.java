package io.afterhours.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What sort of change a build makes; decides whether a person must approve it first (product chapter 1.5). */
public enum Category {
    PERFORMANCE_OPTIMIZATION("performance optimization"),
    BUG_FIX("bug fix"),
    DOCUMENTATION("documentation"),
    INFRASTRUCTURE("infrastructure"),
    NEW_FEATURE("new feature"),
    EXTERNAL_ACTION("external action"),
    CONFIG_CHANGE("config change"),
    USER_FACING_CHANGE("user-facing change"),
    RESEARCH("research"),
    OTHER("other");

    private final String word;

    Category(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    public static Category of(String word) {
        return Words.read("category", word, values());
    }
}
