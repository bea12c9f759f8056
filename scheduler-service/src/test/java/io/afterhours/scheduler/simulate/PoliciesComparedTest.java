package io.afterhours.scheduler.simulate;

import static io.afterhours.scheduler.simulate.Works.BERLIN;
import static io.afterhours.scheduler.simulate.Works.MONDAY;
import static io.afterhours.scheduler.simulate.Works.NIGHT;
import static io.afterhours.scheduler.simulate.Works.SAVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.scheduler.GeneratedPart;
import io.afterhours.scheduler.markdown.MarkdownQueue;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.PolicyReader;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.safety.Lexicon;
import io.afterhours.scheduler.safety.Requirement;
import io.afterhours.scheduler.safety.SafetyRules;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The figures in the README of the example are those of the run. */
class PoliciesComparedTest {
    private static final String FOLDER = "examples/policies-compared/";
    private static final int DAYS = 30;
    private static final int MANY = 240;

    @Test
    void the_readme_says_what_the_simulation_measures() throws IOException {
        GeneratedPart.assertCurrent(FOLDER + "README.md", table());
    }

    /** The README compares policies, not what a person says to the checks. */
    @Test
    void no_text_of_the_example_is_held() throws IOException {
        var items = MarkdownQueue.read(Files.readString(GeneratedPart.file(FOLDER + "queue.md")), BERLIN)
                .items();
        assertThat(items).hasSize(24).allSatisfy(each -> {
            var asked = each.request();
            var text = new Requirement(asked.title(), asked.prompt(), asked.workspace(), asked.accept(), false);
            assertThat(SafetyRules.check(text, Lexicon.bundled()))
                    .as(asked.title())
                    .isEmpty();
        });
    }

    private static String table() throws IOException {
        var works = Workload.of(
                MarkdownQueue.read(Files.readString(GeneratedPart.file(FOLDER + "queue.md")), BERLIN),
                MONDAY,
                Works::estimate);
        var alone = run(read("one-at-a-time"), works, true);
        var parallel = run(read("parallel-evenings"), works, true);
        var many = Workload.repeated(works, MANY);
        var spread = Workload.arriving(many, 8, MONDAY, 1);
        var night = run(NIGHT, spread, true);
        var saver = run(SAVER, spread, true);
        var batching = read("saver-with-batches");
        var batched = run(batching, spread, true);
        var full = run(SAVER, many, true);
        var fullBatched = run(batching, many, true);
        var retried = run(NIGHT, many, true);
        var notRetried = run(NIGHT, many, false);
        var nights = run(NIGHT, Workload.arriving(Workload.repeated(works, 90), 3, MONDAY, 1), true);
        return """
                | claim | measured | |
                |---|---|---|
                | parallel evenings take 50 to 75 %% less time | from queued to done, half of the builds: %s h one at a time, %s h three at a time: %s less. All done after %s h and %s h: %s less | %s |
                | quiet hours and batches cost 30 to 40 %% less | for each finished build $%s under `night` and $%s under `saver-with-batches`, where %d of %d builds went together in %d batches: %s less | %s |
                | quiet hours alone | for each finished build $%s under `night` and $%s under `saver`: %s less | %s |
                | batches alone | with %d builds queued at once: $%s for each finished build under `saver`, $%s under `saver-with-batches`, where %d went together in %d batches: %s less | %s |
                | retries: 80 %% fewer builds fail for good | of %d builds %d ended before a person without retries, %d with them: %s fewer | %s |
                | 2 to 3 builds in a night | %s builds in a night with 3 arriving a day; %s while the queue is full | %s |
                | 6 to 8 hours of work in a night | %s hours in a night with 3 arriving a day; %s while the queue is full | %s |
                """.formatted(
                        number(p50(alone)),
                        number(p50(parallel)),
                        less(p50(alone), p50(parallel)),
                        done(alone),
                        done(parallel),
                        alone.allDoneAfter() == null || parallel.allDoneAfter() == null
                                ? "–"
                                : less(alone.allDoneAfter(), parallel.allDoneAfter()),
                        holds(share(p50(alone), p50(parallel)), 50, 75),
                        perBuild(night),
                        perBuild(batched),
                        batched.batches().builds(),
                        MANY,
                        batched.batches().started(),
                        less(each(night), each(batched)),
                        holds(share(each(night), each(batched)), 30, 40),
                        perBuild(night),
                        perBuild(saver),
                        less(each(night), each(saver)),
                        holds(share(each(night), each(saver)), 30, 40),
                        MANY,
                        perBuild(full),
                        perBuild(fullBatched),
                        fullBatched.batches().builds(),
                        fullBatched.batches().started(),
                        less(each(full), each(fullBatched)),
                        holds(share(each(full), each(fullBatched)), 30, 40),
                        MANY,
                        notRetried.escalations(),
                        retried.escalations(),
                        less(notRetried.escalations(), retried.escalations()),
                        holds(share(notRetried.escalations(), retried.escalations()), 80, 100),
                        number(nights.nights().finished()),
                        number(retried.nights().finished()),
                        holds(nights.nights().finished(), 2, 3),
                        number(nights.nights().hours()),
                        number(retried.nights().hours()),
                        holds(nights.nights().hours(), 6, 8));
    }

    private static Figures run(Policy policy, List<Work> works, boolean retries) {
        var setup = new Setup(
                MONDAY,
                DAYS,
                1,
                NIGHT,
                3,
                List.of(),
                retries ? Ladder.standard() : Ladder.standard().withoutRungs(),
                Duration.ofHours(4),
                Model.ASSUMED_ALONE);
        return Review.of(policy.name(), setup, Simulation.run(setup, policy, works));
    }

    private static Policy read(String name) throws IOException {
        return PolicyReader.read(Files.readAllBytes(GeneratedPart.file(FOLDER + name + ".json")), BERLIN);
    }

    private static double p50(Figures figures) {
        var hours = figures.throughput().p50();
        return hours == null ? 0 : hours;
    }

    private static String done(Figures figures) {
        var hours = figures.allDoneAfter();
        return hours == null ? "more than 720" : number(hours);
    }

    private static double each(Figures figures) {
        var cost = figures.costPerFinished();
        return cost == null ? 0 : cost;
    }

    private static String perBuild(Figures figures) {
        return String.format(Locale.ROOT, "%.2f", each(figures));
    }

    private static double share(double before, double after) {
        return 100 * (1 - after / before);
    }

    private static String less(double before, double after) {
        return Math.round(share(before, after)) + " %";
    }

    private static String holds(double measured, double from, double to) {
        return measured >= from && measured <= to ? "holds" : measured > to ? "exceeds it" : "does not hold";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
