package io.afterhours.scheduler.retry;

import io.afterhours.contracts.runner.FailureClass;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every ladder that a person could write. */
public final class Ladders {
    private Ladders() {}

    public static Arbitrary<Ladder> any() {
        return Arbitraries.integers()
                .between(0, 10)
                .flatMap(size -> Combinators.combine(rung().list().ofSize(size), classes(size))
                        .as(Ladder::new));
    }

    private static Arbitrary<Rung> rung() {
        var flag = Arbitraries.of(true, false);
        return Combinators.combine(
                        pause(),
                        Combinators.combine(flag, flag, flag).as(Addition::new),
                        Arbitraries.of(Scope.class),
                        Arbitraries.of("codex", "claude").injectNull(0.5),
                        Arbitraries.of("opus", "small one").injectNull(0.5),
                        Arbitraries.of(Told.class))
                .as(Rung::new);
    }

    private static Arbitrary<Map<FailureClass, Consequence>> classes(int rungs) {
        var all = List.of(FailureClass.values());
        return Combinators.combine(
                        all.stream().map(each -> consequence(each, rungs)).toList())
                .as(each -> {
                    var classes = new EnumMap<FailureClass, Consequence>(FailureClass.class);
                    for (var failureClass : all) {
                        classes.put(failureClass, each.get(all.indexOf(failureClass)));
                    }
                    return classes;
                });
    }

    private static Arbitrary<Consequence> consequence(FailureClass failureClass, int rungs) {
        var nobodys = Ladder.NEVER_COUNTED.contains(failureClass);
        var options = Arbitraries.of(RetryOption.class).list().uniqueElements().ofMinSize(1);
        var person = options.map(each -> new Consequence(Next.PERSON, Duration.ZERO, 0, Set.of(), null, each));
        var uncounted = Combinators.combine(
                        failureClass == FailureClass.RATE_LIMITED
                                ? Arbitraries.just(
                                        Ladder.byDefault(failureClass).pause())
                                : pause(),
                        Arbitraries.integers().between(Ladder.ENDS_BY_ITSELF.contains(failureClass) ? 0 : 1, 100),
                        options)
                .as((pause, most, each) -> new Consequence(Next.UNCOUNTED, pause, most, Set.of(), null, each));
        var climbs = Combinators.combine(
                        Arbitraries.integers()
                                .between(1, Math.max(1, rungs))
                                .set()
                                .ofMaxSize(rungs),
                        Arbitraries.of(Scope.class).injectNull(0.5),
                        options)
                .as((useless, scope, each) -> new Consequence(Next.CLIMBS, Duration.ZERO, 0, useless, scope, each));
        return nobodys ? Arbitraries.oneOf(person, uncounted) : Arbitraries.oneOf(person, uncounted, climbs);
    }

    private static Arbitrary<Duration> pause() {
        return Arbitraries.longs().between(0, Rung.LONGEST.toSeconds()).map(Duration::ofSeconds);
    }
}
