package io.afterhours.runner.attempt;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.trace.Trace;
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
    static Attempt of(AttemptDispatched order, Trace trace, RunnerTools tools) {
        var outlet = new Outlet(tools.publisher(), trace);
        var own = tools.folder().resolve(order.session());
        return new Attempt(
                order,
                own,
                tools,
                new Voice(outlet, tools.runner(), order, tools.clock()),
                new Reports(outlet, tools.runner(), order, tools.clock()),
                new Grip(order, own, tools.clock()));
    }
}
