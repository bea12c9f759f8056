package io.afterhours.scheduler.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.planning.Meeting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulation beside the real dispatcher: the same queue, policy, runner, and world. Whatever the simulation says of a policy is
 * worth what this says.
 */
class AgreementTest {
    private static final int DAYS = 4;
    private static final long DOLLAR = 1_000_000_000;
    private static final LocalDateTime SUNDAY_EVENING = LocalDateTime.parse("2026-11-22T19:30");

    /** What a person might queue for a week: most of it fits the night, some of it must wait for something else first. */
    private static final String QUEUE = """
            {"title":"Fix the login of Atlas","priority":"urgent","category":"bug fix","effort":"1h","workspace":"/work/atlas"}
            {"title":"Write the manual of Atlas","priority":"high","category":"documentation","effort":"3h","workspace":"/work/atlas"}
            {"title":"Speed the search of Atlas up","priority":"medium","category":"performance optimization","effort":"5h","workspace":"/work/atlas"}
            {"title":"Move the backups of Atlas","priority":"medium","category":"infrastructure","effort":"2h"}
            {"title":"Build the landing page of Borealis","priority":"high","category":"new feature","kind":"landing-page","effort":"2h"}
            {"title":"Write the texts of Borealis","priority":"medium","category":"documentation","kind":"content","effort":"1h","dependsOn":[{"id":"B-5"}]}
            {"title":"Translate the texts of Borealis","priority":"medium","category":"documentation","kind":"content","effort":"1h","dependsOn":[{"id":"B-6","onFailure":"continue"}]}
            {"title":"Tidy the templates of Cinder","priority":"low","category":"documentation","kind":"template","effort":"30m"}
            {"title":"Draw the dashboard of Cinder","priority":"medium","category":"infrastructure","kind":"dashboard","effort":"4h","tags":["revenue"]}
            {"title":"Mend the importer of Cinder","priority":"high","category":"bug fix","effort":"2h","earliestStart":"2026-11-24T10:15:00Z"}
            {"title":"Rewrite the engine of Cinder","priority":"medium","category":"infrastructure","effort":"11h"}
            {"title":"Check the links of Delta","priority":"medium","category":"bug fix","effort":"45m"}
            {"title":"Measure the start of Delta","priority":"medium","category":"performance optimization","effort":"90m"}
            {"title":"Connect the mail of Delta","priority":"high","category":"infrastructure","kind":"integration","effort":"2h","workspace":"/work/delta"}
            {"title":"Connect the calendar of Delta","priority":"high","category":"infrastructure","kind":"integration","effort":"2h","workspace":"/work/delta"}
            {"title":"Delete the backups of Delta","priority":"high","category":"infrastructure","effort":"30m"}
            {"title":"Ask the readers of Delta","priority":"medium","category":"research","effort":"1h"}
            """;

    /** In the middle of the night's band, at work, and one upon another in the evening. */
    private static final List<Meeting> MEETINGS = List.of(
            meeting("2026-11-23T02:00", "2026-11-23T03:30"),
            meeting("2026-11-23T10:00", "2026-11-23T11:00"),
            meeting("2026-11-24T19:00", "2026-11-24T20:00"),
            meeting("2026-11-24T19:30", "2026-11-24T19:45"),
            meeting("2026-11-25T23:15", "2026-11-25T23:45"));

    /** More fails than it usually does, so that the ladder is climbed to its end. */
    private static final Model MODEL = new Model(
            Map.of(
                    FailureClass.VERIFICATION_FAILED, 30.0,
                    FailureClass.AGENT_GAVE_UP, 10.0,
                    FailureClass.CRASHED, 5.0,
                    FailureClass.NETWORK, 5.0,
                    FailureClass.LOST, 5.0),
            20,
            2.5,
            1,
            1,
            1,
            PersonModel.ASSUMED,
            Map.of());

    @ParameterizedTest
    @CsvSource({"night,3,1,", "night,1,2,", "saver,3,3,", "saver,2,4,", "night,8,5,", "night,3,6,2", "saver,3,7,1"})
    void the_simulation_starts_the_same_attempts_in_the_same_order_at_the_same_times(
            String policy, int slots, long seed, @Nullable Long dollarsADay) {
        var from = SUNDAY_EVENING.atZone(ZoneId.systemDefault()).toInstant();
        var earnest = InEarnest.with(policy, slots, from);
        QUEUE.lines().forEach(line -> earnest.queue(Json.read(line.getBytes(UTF_8), BuildRequested.class)));
        var works = earnest.works();
        var setup = setup(earnest, from, slots, seed, dollarsADay);

        var simulated = starts(Simulation.run(setup, earnest.policy(), works));

        assertThat(earnest.run(setup, works)).containsExactlyElementsOf(simulated);
        if (dollarsADay == null) {
            assertThat(simulated).hasSizeGreaterThan(works.size());
        } else {
            var boundless = setup(earnest, from, slots, seed, null);
            assertThat(simulated).isNotEqualTo(starts(Simulation.run(boundless, earnest.policy(), works)));
        }
    }

    private static Setup setup(InEarnest earnest, Instant from, int slots, long seed, @Nullable Long dollarsADay) {
        return new Setup(
                        from,
                        DAYS,
                        seed,
                        earnest.policy(),
                        slots,
                        dollarsADay == null
                                ? List.of()
                                : List.of(new Limit(Limit.Period.DAY, dollarsADay * DOLLAR, true)),
                        earnest.ladder(),
                        Duration.ofHours(4),
                        MODEL)
                .with(MEETINGS);
    }

    private static Meeting meeting(String begins, String ends) {
        return new Meeting(local(begins), local(ends), null);
    }

    private static Instant local(String time) {
        return LocalDateTime.parse(time).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static List<InEarnest.Start> starts(Trace trace) {
        return trace.attempts().stream()
                .map(each -> new InEarnest.Start(each.start(), each.build(), each.number()))
                .toList();
    }
}
