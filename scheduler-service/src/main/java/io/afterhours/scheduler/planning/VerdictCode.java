package io.afterhours.scheduler.planning;

import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** The stable code of each thing that can be said of a build, and what it means. */
public enum VerdictCode {
    START("It starts now."),
    EXEMPT(
            "It starts now, although a hard budget is spent or has no room for it, because it is exempt from that budget."),
    PAUSED("A person paused, drained or stopped the suite."),
    DEPENDENCY_FAILED("A build it depends on did not finish, and the edge says that this blocks."),
    DEPENDENCY("It waits for a build it depends on."),
    BLOCKER("Something listed as a blocker stands in the way; a person removes it."),
    UNCLEAR("Its text does not say what is to be done; a person lets it go or cancels it."),
    DESTRUCTIVE("Its text asks for something that may be hard to get back; a person lets it go or cancels it."),
    EXTERNAL(
            "Its text asks for something that other people see or that costs money; a person lets it go or cancels it."),
    APPROVAL("Its category or its low priority needs a person's consent."),
    VETO("A person took it out of the plan of the night."),
    EARLIEST_START("The person asked for a later start."),
    RETRY_WAIT("The retry ladder asks it to wait."),
    QUIET("Quiet hours let only urgent builds, or none, start."),
    NO_BAND("No band of the policy is open."),
    PRIORITY("The open band starts other priorities."),
    TAGS("The open band starts builds with other tags."),
    EFFORT("It is larger or smaller than what the open band starts."),
    CONTEXT("It does not suit where the person is."),
    WINDOW("It would not be over (p90) when the bands that start it end."),
    CALENDAR("It would run into a meeting in the person's calendar."),
    BUDGET("A hard budget is spent, or what is left of it is less than the build may cost."),
    BUDGET_RESERVED("What is left of a hard budget is reserved for attempts that run."),
    PROVIDER_LIMIT("Its agent's account is limited by the provider until a reset time; costs no attempt."),
    RUNNER("No runner is there that could take an attempt."),
    HOST_FULL("Every host with a runner is too full of data or too short of memory to take more."),
    WORKSPACE("A live attempt works in the same workspace."),
    SLOTS("All slots of the open band are taken."),
    MERGE("It goes together with other builds as one attempt, and starts when the first of them does."),
    RUNNING("An attempt is out with a runner."),
    ESCALATED("It waits for a person's answer."),
    ENDED("It is over.");

    private final String meaning;

    VerdictCode(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
