package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.Whereabouts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts for a plan, written as a test thinks of them: the night policy in Berlin, running, a runner of eight slots, nothing live, no budget spent. */
final class Facts {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final String FRIDAY_NOON = "2026-11-20T12:00";
    static final String FRIDAY_NIGHT = "2026-11-20T23:00";

    private Mode mode = Mode.RUNNING;
    private @Nullable Instant pausedUntil;
    private Policy policy = BundledPolicies.night(BERLIN);
    private Whereabouts whereabouts = Whereabouts.UNSAID;
    private final List<Meeting> meetings = new ArrayList<>();
    private final List<ProviderLimit> limits = new ArrayList<>();
    private int runnerSlots = 8;
    private @Nullable FullHost full;
    private final List<Budget> budgets = new ArrayList<>();
    private final List<LiveAttempt> live = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();

    static Facts of(CandidateBuilder... builders) {
        var facts = new Facts();
        for (var each : builders) {
            facts.candidates.add(each.build());
        }
        return facts;
    }

    /** A time on the wall in Berlin; 20 November 2026 is a Friday. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    /** A budget of $20 of which nothing is left until then. */
    static Budget spent(String name, String renews) {
        return new Budget(name, 20_000_000_000L, 20_000_000_000L, true, at(renews));
    }

    Facts mode(Mode other) {
        mode = other;
        return this;
    }

    Facts pausedUntil(String local) {
        mode = Mode.PAUSED;
        pausedUntil = at(local);
        return this;
    }

    Facts policy(Policy other) {
        policy = other;
        return this;
    }

    Facts whereabouts(Whereabouts other) {
        whereabouts = other;
        return this;
    }

    Facts meeting(String begins, String ends, @Nullable String title) {
        meetings.add(new Meeting(at(begins), at(ends), title));
        return this;
    }

    Facts meetings(List<Meeting> others) {
        meetings.addAll(others);
        return this;
    }

    Facts runnerSlots(int slots) {
        runnerSlots = slots;
        return this;
    }

    Facts full(FullHost host, int liveThere) {
        return full(host).runnerSlots(liveThere);
    }

    Facts full(FullHost host) {
        full = host;
        return this;
    }

    Facts budget(Budget budget) {
        budgets.add(budget);
        return this;
    }

    Facts limits(List<ProviderLimit> others) {
        limits.addAll(others);
        return this;
    }

    Facts limited(String agent, String until) {
        limits.add(new ProviderLimit(agent, at(until), true));
        return this;
    }

    Facts used(String agent, String window, int percent, int reserve, String until) {
        limits.add(new ProviderLimit(agent, at(until), true, new ProviderLimit.Window(window, percent, reserve)));
        return this;
    }

    Facts limitedForNobodyKnows(String agent, String triedAgain) {
        limits.add(new ProviderLimit(agent, at(triedAgain), false));
        return this;
    }

    Facts live(String build, @Nullable String workspace, @Nullable Instant expectedEnd) {
        live.add(new LiveAttempt(build, "Build " + build, workspace, expectedEnd));
        return this;
    }

    PlanningFacts facts() {
        return new PlanningFacts(
                mode, pausedUntil, policy, whereabouts, meetings, budgets, limits, runnerSlots, full, live, candidates);
    }

    Plan decide(String local) {
        return PlanningRules.decide(facts(), at(local));
    }

    /** The verdict on the first candidate. */
    Verdict verdict(String local) {
        return decide(local).verdictOn(candidates.getFirst().id()).orElseThrow();
    }

    String sentence(String local) {
        return verdict(local).text(at(local), BERLIN);
    }

    static CandidateBuilder build(String id) {
        return new CandidateBuilder(id);
    }

    /** A high-priority bug fix of an hour that nothing holds. */
    static final class CandidateBuilder {
        private final String id;
        private Priority priority = Priority.HIGH;
        private Category category = Category.BUG_FIX;
        private String kind = "other";
        private Approval approval = Approval.NOT_NEEDED;
        private Duration effort = Duration.ofHours(1);
        private Duration expected = Duration.ofMinutes(30);
        private Duration atMost = Duration.ofMinutes(45);
        private long mayCost;
        private Set<String> tags = Set.of();
        private final List<Prerequisite> dependsOn = new ArrayList<>();
        private final List<String> blockers = new ArrayList<>();
        private @Nullable String workspace;
        private @Nullable Instant earliestStart;
        private @Nullable Instant retryAt;
        private @Nullable String agent;
        private @Nullable NightWish wish;
        private @Nullable Instant deadline;

        private CandidateBuilder(String id) {
            this.id = id;
        }

        CandidateBuilder priority(Priority other) {
            priority = other;
            return this;
        }

        CandidateBuilder category(Category other) {
            category = other;
            return this;
        }

        CandidateBuilder kind(String other) {
            kind = other;
            return this;
        }

        CandidateBuilder approval(Approval other) {
            approval = other;
            return this;
        }

        CandidateBuilder effort(Duration other) {
            effort = other;
            return this;
        }

        CandidateBuilder expected(Duration other) {
            expected = other;
            return this;
        }

        CandidateBuilder atMost(Duration other) {
            atMost = other;
            return this;
        }

        CandidateBuilder mayCost(long nanos) {
            mayCost = nanos;
            return this;
        }

        CandidateBuilder tags(String... other) {
            tags = Set.of(other);
            return this;
        }

        CandidateBuilder after(String other, BuildState state) {
            return after(other, state, OnFailure.BLOCK);
        }

        CandidateBuilder after(String other, BuildState state, OnFailure onFailure) {
            dependsOn.add(new Prerequisite(other, "Build " + other, state, onFailure));
            return this;
        }

        /** One that should be done then. */
        CandidateBuilder after(String other, BuildState state, @Nullable Instant end) {
            dependsOn.add(new Prerequisite(other, "Build " + other, state, OnFailure.BLOCK, end));
            return this;
        }

        CandidateBuilder blocker(String sentence) {
            blockers.add(sentence);
            return this;
        }

        CandidateBuilder workspace(String folder) {
            workspace = folder;
            return this;
        }

        CandidateBuilder earliestStart(Instant at) {
            earliestStart = at;
            return this;
        }

        CandidateBuilder retryAt(Instant at) {
            retryAt = at;
            return this;
        }

        CandidateBuilder by(String other) {
            agent = other;
            return this;
        }

        CandidateBuilder asked(NightWish other) {
            wish = other;
            return this;
        }

        CandidateBuilder due(Instant by) {
            deadline = by;
            return this;
        }

        Candidate build() {
            return new Candidate(
                            id,
                            "Build " + id,
                            priority,
                            category,
                            kind,
                            approval,
                            effort,
                            expected,
                            atMost,
                            mayCost,
                            tags,
                            dependsOn,
                            blockers,
                            workspace,
                            earliestStart,
                            retryAt)
                    .by(agent)
                    .asked(wish, Instant.MIN)
                    .due(deadline);
        }
    }
}
