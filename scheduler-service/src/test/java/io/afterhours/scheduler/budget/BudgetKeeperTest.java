package io.afterhours.scheduler.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.scheduler.dispatch.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

class BudgetKeeperTest {
    private static final long DOLLAR = 1_000_000_000L;
    private static final String NEARLY = "The budget of this day is nearly spent";
    private static final String SPENT = "The budget of this day is spent";

    private final Workbench bench = Workbench.open(1);
    private Instant day = bench.clock().instant().minus(Duration.ofHours(20));
    private long version;
    private List<Exemption> exempt = List.of();

    @Test
    void each_mark_is_put_before_the_person_once_and_the_second_in_place_of_the_first() {
        says("ok", 15);
        crosses("warn", 16);
        says("warn", 17);
        assertThat(open()).containsExactly(NEARLY);

        crosses("critical", 20);
        says("critical", 21);

        assertThat(open()).containsExactly(SPENT);
        assertThat(notes()).containsExactly("It is spent by now, which is a question of its own.");
        assertThat(texts())
                .containsExactly(
                        "$16.00 of $20.00 are spent.",
                        "$20.00 of $20.00 are spent; nothing new starts until the day is over or it is raised.");
    }

    @Test
    void what_is_exempt_is_named_where_nothing_else_starts() {
        exempt = List.of(new Exemption("priority", "urgent"), new Exemption("tag", "growth"));
        crosses("critical", 20);

        assertThat(texts())
                .containsExactly(
                        "$20.00 of $20.00 are spent; nothing new starts, but for what is exempt (priority urgent,"
                                + " tag growth), until the day is over or it is raised.");
    }

    @Test
    void what_was_asked_is_taken_back_when_the_day_turns_and_comes_again_in_the_new_one() {
        crosses("critical", 20);

        day = day.plus(Duration.ofDays(1));
        says("ok", 0);

        assertThat(open()).isEmpty();
        assertThat(notes()).containsOnly("A new day began.");

        crosses("warn", 16);
        assertThat(open()).containsExactly(NEARLY);
    }

    @Test
    void a_higher_limit_takes_back_what_is_no_longer_so_and_asks_nothing_of_who_raised_it() {
        crosses("warn", 16);
        crosses("critical", 20);

        says("warn", 20);
        assertThat(open()).isEmpty();
        assertThat(notes()).contains("The limit was raised.");

        crosses("critical", 21);
        assertThat(open()).containsExactly(SPENT);
    }

    @Test
    void a_question_that_is_still_so_stays_when_the_limit_is_raised_a_little() {
        crosses("warn", 17);

        says("warn", 16);

        assertThat(open()).containsExactly(NEARLY);
    }

    @Test
    void what_was_asked_is_taken_back_when_the_budget_is_for_something_else_now() {
        hear(of("tag", "growth", "warn", 16), true);
        assertThat(open()).containsExactly("The budget front (tag growth) is nearly spent");

        hear(of("tag", "page", "warn", 17), false);

        assertThat(open()).isEmpty();
        assertThat(notes()).containsExactly("The budget is for something else now.");
    }

    @Test
    void what_was_said_before_the_day_turned_raises_nothing_after_it() {
        crosses("warn", 16);
        var late = event("critical", 20);
        day = day.plus(Duration.ofDays(1));
        says("ok", 0);

        hear(late, true);

        assertThat(open()).isEmpty();
    }

    @Test
    void a_noted_question_comes_back_only_when_a_mark_is_crossed_again() {
        crosses("warn", 16);
        bench.jdbi().useHandle(tx -> tx.execute("update escalation set state = 'answered'"));

        says("warn", 17);

        assertThat(open()).isEmpty();
    }

    @Test
    void a_spent_budget_of_a_build_stops_it_unless_it_was_raised_since() {
        var spent = ofBuild("critical", 21);
        assertThat(stops(spent)).containsExactly(spent);
        hear(spent, true);
        assertThat(stops(spent)).as("said again, as its transaction failed").containsExactly(spent);

        var raised = ofBuild("ok", 21);
        assertThat(stops(spent, raised)).isEmpty();
        hear(raised, false);
        assertThat(stops(spent)).isEmpty();
        assertThat(stops(event("critical", 21))).as("the day's, not a build's").isEmpty();
    }

    @Test
    void it_is_asked_once_what_is_known_of_all_budgets_that_would_stop_a_build() {
        var spent = IntStream.range(0, 5)
                .mapToObj(number -> ofBuild("b" + number, "critical", 21))
                .toList();
        var asked = new AtomicInteger();
        bench.jdbi().useHandle(tx -> {
            tx.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext context) {
                    asked.incrementAndGet();
                }
            });

            assertThat(bench.get(BudgetKeeper.class).spent(tx, spent)).hasSize(5);
            assertThat(bench.get(BudgetKeeper.class).spent(tx, List.of(event("critical", 21))))
                    .isEmpty();
        });
        assertThat(asked).hasValue(1);
    }

    private List<BudgetChanged> stops(BudgetChanged... said) {
        return bench.jdbi().withHandle(tx -> bench.get(BudgetKeeper.class).spent(tx, List.of(said)));
    }

    private BudgetChanged ofBuild(String state, long spent) {
        return ofBuild("b42", state, spent);
    }

    private BudgetChanged ofBuild(String name, String state, long spent) {
        return of(name, "build", "B-42", state, spent);
    }

    private BudgetChanged of(String scope, String key, String state, long spent) {
        return of("front", scope, key, state, spent);
    }

    private BudgetChanged of(String name, String scope, String key, String state, long spent) {
        var day = event(state, spent);
        return new BudgetChanged(
                name,
                day.version(),
                day.limitNanos(),
                day.spentNanos(),
                true,
                state,
                day.periodStart(),
                day.periodEnd(),
                day.at(),
                "always",
                scope,
                key,
                List.of(),
                List.of());
    }

    private void crosses(String state, long spent) {
        var event = event(state, spent);
        hear(event, false);
        hear(event, true);
    }

    private void says(String state, long spent) {
        hear(event(state, spent), false);
    }

    private void hear(BudgetChanged event, boolean crossed) {
        bench.jdbi().useTransaction(tx -> bench.get(BudgetKeeper.class).keep(tx, event, crossed));
    }

    private BudgetChanged event(String state, long spent) {
        return new BudgetChanged(
                "day",
                ++version,
                20 * DOLLAR,
                spent * DOLLAR,
                true,
                state,
                day,
                day.plus(Duration.ofDays(1)),
                bench.clock().instant(),
                "day",
                null,
                null,
                exempt,
                List.of());
    }

    private List<String> open() {
        return texts("select title from escalation where state = 'open' order by number");
    }

    private List<String> texts() {
        return texts("select question from escalation order by number");
    }

    private List<String> notes() {
        return texts("select note from escalation where state = 'answered'");
    }

    private List<String> texts(String sql) {
        return bench.jdbi()
                .withHandle(tx -> tx.createQuery(sql).mapTo(String.class).list());
    }
}
