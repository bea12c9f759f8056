package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.simulate.Trace.Question.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the person was asked, in order; what they say happens when they say it, if they do before the end. */
final class Questions {
    private final Person person;
    private final Agenda agenda;
    private final List<Trace.Question> asked = new ArrayList<>();

    Questions(Person person, Agenda agenda) {
        this.person = person;
        this.agenda = agenda;
    }

    /** Carries an answer out. */
    interface Answer {
        /**
         * Says what becomes of it.
         *
         * @param turn how many questions about the build this one is
         * @return what it takes of the person's time beside reading the question
         */
        Duration give(int turn);
    }

    void ask(Case build, Sort sort, Instant now, Answer answer) {
        var turn = ++build.questions;
        var place = asked.size();
        asked.add(new Trace.Question(build.work.id(), sort, Duration.ZERO));
        person.answers(build.work, turn, now)
                .ifPresent(at -> agenda.note(at, () -> {
                    var took = person.perQuestion().plus(answer.give(turn));
                    asked.set(place, new Trace.Question(build.work.id(), sort, took));
                }));
    }

    List<Trace.Question> asked() {
        return asked;
    }
}
