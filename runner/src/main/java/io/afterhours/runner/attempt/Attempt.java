package io.afterhours.runner.attempt;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import java.nio.file.Path;

/**
 * One attempt, and everything that belongs to it alone.
 *
 * @param order what was dispatched
 * @param own its own folder
 * @param voice what it says under its session
 * @param reports what the scheduler is told of it
 * @param grip its process
 */
record Attempt(AttemptDispatched order, Path own, RunnerTools tools, Voice voice, Reports reports, Grip grip) {
    static Attempt of(AttemptDispatched order, RunnerTools tools) {
        var own = tools.folder().resolve(order.session());
        return new Attempt(
                order,
                own,
                tools,
                new Voice(tools.publisher(), tools.runner(), order, tools.clock()),
                new Reports(tools.publisher(), tools.runner(), order, tools.clock()),
                new Grip(order, own, tools.clock()));
    }
}
