package io.afterhours.scheduler.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.escalation.Answers;
import io.afterhours.scheduler.escalation.EscalationResource;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Intake;
import io.afterhours.scheduler.queue.QueueConfig;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.retry.RetryOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is put before the person, in which order, and what becomes of it without an answer; over a real database. */
class InboxTest {
    private final Workbench bench = Workbench.open(3);

    @Test
    void a_question_about_a_build_is_shown_with_it() {
        var build = bench.queue("Write the importer");

        var raised = raise("{\"title\":\"Which retry limit?\",\"kind\":\"limit\",\"build\":\"" + build.id() + "\"}");

        assertThat(raised.build()).isEqualTo(build.id().toString());
        assertThat(raised.kind()).isEqualTo("limit");
    }

    @Test
    void a_question_about_a_build_that_there_is_not_is_refused_by_its_field() {
        assertThatThrownBy(() -> raise("{\"title\":\"Which retry limit?\",\"build\":\"B-99\"}"))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("build: expected the id of a build there is");
    }

    @Test
    void two_questions_about_one_build_are_two_and_the_same_one_twice_is_one() {
        var about = ",\"build\":\"" + bench.queue("Write the importer").id() + "\"}";

        var first = raise("{\"title\":\"Which retry limit?\"" + about);
        var other = raise("{\"title\":\"Which time-out?\"" + about);
        var again = raise("{\"title\":\"Which retry limit?\"" + about);

        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(open(50)).hasSize(2);
    }

    @Test
    void what_holds_up_most_comes_first_then_the_most_severe_then_the_oldest_on_every_page() {
        raise("{\"title\":\"Old and of medium weight\"}");
        raise("{\"title\":\"Young and of medium weight\"}");
        raise("{\"title\":\"Urgent\",\"severity\":\"urgent\"}");
        var held = bench.queue("Write the importer");
        bench.queue(after("Write the exporter", held));
        raise("{\"title\":\"Of low weight, and a build waits\",\"severity\":\"low\",\"build\":\"" + held.id() + "\"}");

        var expected = List.of(
                "Of low weight, and a build waits", "Urgent", "Old and of medium weight", "Young and of medium weight");
        for (int limit : new int[] {1, 2, 3, 4, 50}) {
            assertThat(open(limit)).as("pages of " + limit).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void a_page_goes_on_behind_a_question_that_was_answered_meanwhile() {
        IntStream.rangeClosed(1, 3).forEach(each -> raise("{\"title\":\"Question " + each + "\"}"));
        var first = inbox().list("open", null, "1");
        inbox().answer(first.items().getFirst().id(), new EscalationResource.Answer("yes", null), "alice");

        assertThat(inbox().list("open", Long.valueOf(String.valueOf(first.next())), "5")
                        .items())
                .extracting(EscalationResource.View::title)
                .containsExactly("Question 2", "Question 3");
    }

    @Test
    void consent_that_nobody_gives_in_time_is_refused_where_the_settings_say_so() {
        bench.configure(QueueConfig.class, Map.of("afterhours.queue.approval-within", "PT1H"));
        var build = bench.queue(needing("Write a feature"));
        assertThat(inbox().list("open", null, "5").items()).singleElement().satisfies(question -> {
            assertThat(question.defaultOption()).isEqualTo("reject");
            assertThat(question.deadline()).isEqualTo(bench.clock().instant().plus(Duration.ofHours(1)));
        });

        expireAfter(Duration.ofMinutes(59));
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.QUEUED);
        expireAfter(Duration.ofMinutes(1));
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.REJECTED);
    }

    @Test
    void silence_approves_where_the_settings_say_so_but_never_what_an_agent_asked_for() {
        bench.configure(
                QueueConfig.class,
                Map.of("afterhours.queue.approval-within", "PT1H", "afterhours.queue.approval-default", "approve"));
        var own = bench.queue(needing("Write a feature"));
        var agents = askedByAgent("Fix the importer", Priority.HIGH);

        expireAfter(Duration.ofHours(1));

        assertThat(bench.build(own.id()).approval()).isEqualTo(Approval.GRANTED);
        assertThat(bench.build(agents.id()).state()).isEqualTo(BuildState.REJECTED);
    }

    @Test
    void a_default_that_the_build_no_longer_allows_does_not_hold_up_the_other_questions() {
        var build = bench.queue(needing("Write a feature"));
        bench.jdbi().useTransaction(tx -> {
            tx.execute("update escalation set default_option = 'reject', deadline = ?", now());
            tx.execute(
                    "update build set state = 'running' where number = ?",
                    build.id().number());
        });
        raise("{\"title\":\"Which limit?\",\"options\":[\"3\",\"5\"],\"default\":\"5\",\"deadline\":\""
                + now().plusSeconds(60) + "\"}");

        expireAfter(Duration.ofMinutes(2));

        assertThat(open(5)).isEmpty();
        assertThat(inbox().list("closed", null, "5").items())
                .extracting(EscalationResource.View::state)
                .containsExactly("answered", "expired");
    }

    @Test
    void another_priority_does_not_take_the_place_of_consent_to_what_an_agent_asked_for() {
        var build = askedByAgent("Fix the importer", Priority.LOW);

        bench.jdbi()
                .useTransaction(
                        tx -> bench.get(Steering.class).prioritize(tx, build.id(), Priority.HIGH, "alice", null));

        assertThat(bench.build(build.id()).approval()).isEqualTo(Approval.NEEDED);
        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(open(5)).containsExactly("Approve: Fix the importer");
    }

    @Test
    void what_one_agent_runs_and_the_other_reads_is_looked_at_again() {
        var watchful = Workbench.watchful(3);
        var build = watchful.queue(request(Map.of(
                "title", "Prepare the table of prices",
                "prompt", "truncate -s 0 /srv/shop.db",
                "agent", "shell",
                "category", "bug fix")));
        var before =
                watchful.get(EscalationResource.class).list("open", null, "5").items();
        watchful.jdbi().useHandle(handle -> handle.execute("update build set state = 'escalated'"));

        watchful.jdbi()
                .useTransaction(tx -> watchful.get(Steering.class)
                        .decide(tx, build.id(), RetryOption.OTHER_AGENT, "alice", "claude"));

        assertThat(before).isEmpty();
        assertThat(watchful.get(EscalationResource.class)
                        .list("open", null, "5")
                        .items())
                .extracting(EscalationResource.View::kind)
                .containsExactly("safety");
        assertThat(watchful.dispatch().started()).isEmpty();
    }

    @Test
    void what_somebody_has_seen_stays_behind_what_nobody_has_and_can_be_answered_still() {
        var seen = raise("{\"title\":\"Urgent\",\"severity\":\"urgent\",\"options\":[\"3\",\"5\"]}");
        raise("{\"title\":\"Of low weight\",\"severity\":\"low\"}");

        var shown = inbox().acknowledge(seen.id(), null, "alice");

        assertThat(shown.state()).isEqualTo("acknowledged");
        assertThat(shown.acknowledgedBy()).isEqualTo("alice");
        for (int limit : new int[] {1, 50}) {
            assertThat(open(limit)).containsExactly("Of low weight", "Urgent");
        }
        assertThat(inbox().answer(seen.id(), new EscalationResource.Answer("5", null), "alice")
                        .state())
                .isEqualTo("answered");
    }

    @Test
    void what_is_set_aside_until_a_time_comes_up_again_then_as_if_nobody_had_seen_it() {
        var raised = raise("{\"title\":\"Which retry limit?\"}");
        inbox().acknowledge(raised.id(), seenUntil(Duration.ofHours(1)), "alice");

        expireAfter(Duration.ofMinutes(59));
        assertThat(inbox().list("open", null, "50").items())
                .singleElement()
                .returns("acknowledged", EscalationResource.View::state);

        expireAfter(Duration.ofMinutes(1));
        assertThat(inbox().list("open", null, "50").items())
                .singleElement()
                .returns("open", EscalationResource.View::state)
                .returns(null, EscalationResource.View::acknowledgedBy)
                .returns(null, EscalationResource.View::snoozedUntil);
        assertThat(said(raised)).containsExactly("raised", "acknowledged", "raised");
    }

    @Test
    void set_aside_or_not_a_question_takes_its_default_at_its_deadline() {
        var raised =
                raise("{\"title\":\"Which retry limit?\",\"options\":[\"3\",\"5\"],\"default\":\"5\",\"deadline\":\""
                        + now().plus(Duration.ofMinutes(30)) + "\"}");
        inbox().acknowledge(raised.id(), seenUntil(Duration.ofHours(1)), "alice");

        expireAfter(Duration.ofMinutes(31));

        assertThat(open(50)).isEmpty();
    }

    @Test
    void it_cannot_be_set_aside_until_a_time_that_is_over_nor_once_it_is_answered() {
        var raised = raise("{\"title\":\"Which retry limit?\"}");

        assertThatThrownBy(() -> inbox().acknowledge(raised.id(), seenUntil(Duration.ofHours(-1)), "alice"))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("until: expected a time to come");
        inbox().answer(raised.id(), new EscalationResource.Answer("5", null), "alice");
        assertThatThrownBy(() -> inbox().acknowledge(raised.id(), null, "alice"))
                .hasMessageContaining("is answered already: 5");
    }

    private EscalationResource.Seen seenUntil(Duration time) {
        return new EscalationResource.Seen(now().plus(time));
    }

    /** The events about a question, in their order. */
    private List<String> said(EscalationResource.View question) {
        return bench.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select split_part(subject, '.', 2) from outbox where subject like 'escalation.%.' || :id order by seq")
                        .bind("id", question.id())
                        .mapTo(String.class)
                        .list());
    }

    private EscalationResource inbox() {
        return bench.get(EscalationResource.class);
    }

    private EscalationResource.View raise(String json) {
        return (EscalationResource.View)
                inbox().raise(Json.read(json.getBytes(UTF_8), EscalationRequested.class), "alice", null)
                        .getEntity();
    }

    /** The titles of all open questions, read page by page. */
    private List<String> open(int limit) {
        var titles = new ArrayList<String>();
        String next = null;
        do {
            var page = inbox().list("open", next == null ? null : Long.valueOf(next), String.valueOf(limit));
            page.items().forEach(each -> titles.add(each.title()));
            next = page.next();
        } while (next != null);
        return titles;
    }

    private Instant now() {
        return bench.clock().instant();
    }

    private void expireAfter(Duration time) {
        bench.clock().advance(time);
        bench.jdbi().useTransaction(tx -> bench.get(Answers.class).expireOnce(tx));
    }

    private Build askedByAgent(String title, Priority priority) {
        return bench.jdbi().inTransaction(tx -> {
            tx.execute(
                    "insert into agent (name, public_key, added_at) values ('builder', 'U', ?) on conflict do nothing",
                    now());
            return bench.get(Intake.class)
                    .takeFromAgent(
                            tx,
                            request(Map.of("title", title, "priority", priority.word(), "category", "bug fix")),
                            "builder")
                    .build();
        });
    }

    private static BuildRequested needing(String title) {
        return request(Map.of("title", title, "category", "new feature"));
    }

    private static BuildRequested after(String title, Build before) {
        return request(Map.of(
                "title", title, "dependsOn", List.of(Map.of("id", before.id().toString()))));
    }

    private static BuildRequested request(Map<String, Object> fields) {
        return Json.mapper().convertValue(fields, BuildRequested.class);
    }
}
