package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.markdown.Unread;
import io.afterhours.scheduler.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The same builds under several policies, one after another. */
record Comparison(
        Setup setup, List<Policy> policies, List<Work> works, String queue, List<Unread> unread, boolean retries) {
    SimulationReport run(IntConsumer percent) {
        var runs = new ArrayList<Figures>();
        for (var policy : policies) {
            int before = runs.size();
            var trace = Simulation.run(
                    setup,
                    policy,
                    works,
                    day -> percent.accept(100 * (before * setup.days() + day) / (policies.size() * setup.days())));
            runs.add(Review.of(policy.name(), setup, trace));
        }
        return new SimulationReport(
                setup.from(),
                setup.until(),
                setup.calendar().zone(),
                setup.days(),
                setup.seed(),
                queue,
                works.size(),
                setup.runnerSlots(),
                setup.meetings().size(),
                retries,
                runs,
                setup.model(),
                unread);
    }
}
