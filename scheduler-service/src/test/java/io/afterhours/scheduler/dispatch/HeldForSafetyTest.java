package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.clearance.SafetyResource;
import io.afterhours.scheduler.clearance.SafetyReviewer;
import io.afterhours.scheduler.escalation.EscalationResource;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildView;
import io.afterhours.scheduler.queue.BuildViews;
import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.SafetyCheck;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From what the safety checks see to the person's answer, over a real database. */
class HeldForSafetyTest {
    private final Workbench bench = Workbench.watchful(3);

    @Test
    void a_build_that_asks_for_nothing_dangerous_starts() {
        var build = bench.queue("Delete the unused import");

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(build.id());
        assertThat(questions()).isEmpty();
    }

    @Test
    void a_build_that_asks_for_something_destructive_is_held_and_the_person_is_asked_with_the_words_seen() {
        var build = bench.queue("Delete the backups of last year");

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(view(build.id()).verdict().code()).isEqualTo("destructive");
        assertThat(view(build.id()).verdict().text())
                .isEqualTo(
                        "Held: it may destroy something: “Delete … backups”. Answer in the inbox whether that is fine.");
        assertThat(view(build.id()).concerns())
                .containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of("Delete", "backups")));
        assertThat(questions()).singleElement().satisfies(question -> {
            assertThat(question.kind()).isEqualTo("safety");
            assertThat(question.options()).containsExactly("fine", "always for this kind", "cancel");
            assertThat(question.question()).contains("“Delete … backups”");
        });
    }

    @Test
    void a_text_that_is_looked_at_without_queueing_it_says_what_would_hold_it() {
        bench.queue(ofKind("housekeeping", "Delete the backups of May"));
        answer("always-for-this-kind");

        var everywhere = bench.get(SafetyResource.class).check(text("Delete the backups of June", null));
        var atHome = bench.get(SafetyResource.class).check(text("Delete the backups of June", "housekeeping"));

        assertThat(everywhere.held())
                .isEqualTo(everywhere.findings())
                .containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of("Delete", "backups")));
        assertThat(atHome.findings()).isEqualTo(everywhere.findings());
        assertThat(atHome.held()).isEmpty();
    }

    private static SafetyResource.Text text(String title, @Nullable String kind) {
        return new SafetyResource.Text(title, null, kind, null, null, null);
    }

    @Test
    void fine_lets_it_start_this_once() {
        var first = bench.queue("Delete the backups of last year");
        answer("fine");

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(first.id());
        var second = bench.queue("Delete the backups of this year");
        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(view(second.id()).verdict().code()).isEqualTo("destructive");
    }

    @Test
    void always_for_this_kind_remembers_the_words_and_lets_others_of_the_kind_go_too() {
        var one = bench.queue(ofKind("housekeeping", "Delete the backups of May"));
        var other = bench.queue(ofKind("housekeeping", "Delete the backups of June"));
        var another = bench.queue(ofKind("landing-page", "Delete the backups of July"));
        answer("always-for-this-kind");

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(bench.get(SafetyResource.class).get().rules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.kind()).isEqualTo("housekeeping");
                    assertThat(rule.words()).isEqualTo("delete backups");
                    assertThat(rule.check()).isEqualTo(SafetyCheck.DESTRUCTIVE);
                });
        assertThat(view(another.id()).verdict().code()).isEqualTo("destructive");
        assertThat(questions())
                .extracting(EscalationResource.View::build)
                .containsExactly(another.id().toString());
    }

    @Test
    void a_rule_that_is_revoked_holds_again_what_has_not_started() {
        bench.queue(ofKind("housekeeping", "Delete the backups of May"));
        answer("always for this kind");
        bench.dispatch();
        pause();
        var waiting = bench.queue(ofKind("housekeeping", "Delete the backups of June"));
        assertThat(view(waiting.id()).concerns()).isEmpty();

        bench.get(SafetyResource.class).revoke("S-1", "alice");

        assertThat(bench.get(SafetyResource.class).get().rules()).isEmpty();
        assertThat(view(waiting.id()).concerns()).hasSize(1);
        assertThat(questions())
                .extracting(EscalationResource.View::build)
                .containsExactly(waiting.id().toString());
    }

    @Test
    void cancel_calls_the_build_off() {
        var build = bench.queue("Send the newsletter to all customers");
        assertThat(view(build.id()).verdict().code()).isEqualTo("external");
        answer("cancel");

        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.CANCELLED);
        assertThat(questions()).isEmpty();
    }

    @Test
    void other_rules_look_again_at_what_waits_and_hold_or_let_go_by_what_they_see() {
        var passed = bench.queue("Sort the imports of atlas");
        var held = bench.queue(ofKind("housekeeping", "Delete the backups of May"));
        var fine = bench.queue("Send the newsletter to all customers");
        answerAbout(fine, "fine");
        review(bench);

        var later = bench.replica(Map.of(
                "afterhours.safety.dangerous-words", "atlas", "afterhours.safety.allowed-kinds", "housekeeping"));
        review(later);

        assertThat(view(passed.id()).verdict().code()).isEqualTo("destructive");
        assertThat(view(held.id()).concerns()).isEmpty();
        assertThat(view(fine.id()).concerns()).isEmpty();
        assertThat(questions())
                .extracting(EscalationResource.View::build)
                .containsExactly(passed.id().toString());
        assertThat(later.get(SafetyReviewer.class).reviewOnce()).isZero();
    }

    @Test
    void the_same_rules_look_at_nothing_again() {
        bench.queue("Sort the imports of atlas");
        review(bench);

        bench.get(SafetyReviewer.class).begin();

        assertThat(bench.get(SafetyReviewer.class).reviewOnce()).isZero();
    }

    @Test
    void a_rule_that_covers_a_part_of_what_was_seen_leaves_the_rest_to_be_asked_about() {
        var build = bench.queue(
                ofKind("housekeeping", "Delete the backups of May and send the newsletter to all customers"));
        assertThat(view(build.id()).concerns()).hasSizeGreaterThan(1);

        bench.get(SafetyResource.class)
                .add(new SafetyResource.NewRule("destructive", "housekeeping", null, null), "alice");

        assertThat(view(build.id()).concerns()).extracting(Finding::check).containsOnly(SafetyCheck.EXTERNAL);
        assertThat(questions())
                .singleElement()
                .satisfies(question -> assertThat(question.question()).doesNotContain("destroy"));
    }

    private static void review(Workbench scheduler) {
        scheduler.get(SafetyReviewer.class).begin();
        scheduler.get(SafetyReviewer.class).reviewOnce();
    }

    private void answerAbout(Build build, String option) {
        var question = questions().stream()
                .filter(each -> build.id().toString().equals(each.build()))
                .findFirst()
                .orElseThrow();
        bench.get(EscalationResource.class).answer(question.id(), new EscalationResource.Answer(option, null), "alice");
    }

    @Test
    void an_unclear_build_is_held_and_never_vanishes() {
        var build = bench.queue("fix it");

        assertThat(view(build.id()).verdict().code()).isEqualTo("unclear");
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.QUEUED);
        assertThat(questions()).hasSize(1);
    }

    @Test
    void a_text_that_is_looked_at_again_has_its_question_asked_anew() {
        var build = bench.queue("Delete the backups of last year");
        bench.jdbi()
                .useTransaction(
                        tx -> tx.execute("update build set title = 'Sort the imports', prompt = 'Sort the imports'"));
        bench.jdbi().useTransaction(tx -> bench.get(SafetyKeeper.class).look(tx, bench.build(build.id())));

        assertThat(questions()).isEmpty();
        assertThat(bench.dispatch().started()).hasSize(1);
    }

    @Test
    void what_the_checks_would_see_can_be_asked_without_queueing() {
        var seen = bench.get(SafetyResource.class).check(text("Wipe /var/lib", null));

        assertThat(seen.findings()).containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of("Wipe", "/var/lib")));
        assertThat(bench.count("select count(*) from build")).isZero();
    }

    private static BuildRequested ofKind(String kind, String title) {
        var plain = BuildRequested.titled(title);
        return new BuildRequested(
                title,
                title,
                plain.priority(),
                plain.category(),
                kind,
                plain.impact(),
                plain.effort(),
                plain.tags(),
                plain.dependsOn(),
                plain.blockers(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private void pause() {
        bench.jdbi().useHandle(handle -> handle.execute("update control set mode = 'paused'"));
    }

    private BuildView view(BuildId id) {
        return bench.jdbi().inTransaction(tx -> bench.get(BuildViews.class).one(tx, id));
    }

    private List<EscalationResource.View> questions() {
        return bench.get(EscalationResource.class).list("open", null, "50").items();
    }

    private void answer(String option) {
        bench.get(EscalationResource.class)
                .answer(questions().getFirst().id(), new EscalationResource.Answer(option, null), "alice");
    }
}
