package io.afterhours.runner.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.ModelName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of Claude Code used: by its messages while a turn goes on, and by its results, which count what no message tells. All it
 * says are sums of the run, so that each corrects the ones before it.
 */
final class ClaudeUsage {
    private final UsageMarks before;

    /** Tokens of messages whose turn has not ended in a result; the last figures of a message count. */
    private final Map<String, Spent> underway = new LinkedHashMap<>();

    /** What the session used in all as of the last result. */
    private final Map<String, UsageMarks.Mark> settled = new HashMap<>();

    /** The most that was said of the session, bucket by bucket: what is booked of it. */
    private final Map<String, Tokens> booked = new HashMap<>();

    private final Map<String, Finding.Used> last = new HashMap<>();

    private record Spent(String model, Tokens tokens) {}

    /**
     * @param before what was booked of the session before this run
     */
    ClaudeUsage(UsageMarks before) {
        this.before = before;
    }

    /** A message of the turn that goes on; each is one call, and what it is said to have put out is the least. */
    void message(String id, String model, Tokens tokens) {
        if (!tokens.isNone()) {
            underway.put(id, new Spent(model, tokens));
        }
    }

    /** The sums that grew by messages since they were last said. */
    List<Finding.Used> estimated(String basis) {
        var news = new ArrayList<Finding.Used>();
        for (var model : modelsUnderway()) {
            say(news, model, soFar(model), null, basis);
        }
        return news;
    }

    /** The sums as they stand when no result will correct them any more. */
    List<Finding.Used> rest(String basis) {
        var news = estimated(basis);
        for (var model : modelsUnderway()) {
            settled.put(model, new UsageMarks.Mark(soFar(model), null));
        }
        underway.clear();
        return news;
    }

    /**
     * The sums that a result says, in place of what the messages of its turn came to.
     *
     * @param covered whether a subscription covers what was used
     */
    List<Finding.Used> settled(JsonNode modelUsage, boolean covered) {
        var sums = new LinkedHashMap<String, UsageMarks.Mark>();
        for (var each : modelUsage.properties()) {
            var usage = each.getValue();
            sums.merge(
                    name(each.getKey(), usage.path("canonicalModel").asText()),
                    new UsageMarks.Mark(tokens(usage), cost(usage.path("costUSD"))),
                    ClaudeUsage::together);
        }
        underway.clear();
        settled.putAll(sums);
        var news = new ArrayList<Finding.Used>();
        sums.forEach((model, sum) -> {
            var cost = beyond(sum.costUsd(), before.of(model).costUsd());
            var basis = cost == null ? Finding.AGGREGATE : "reported";
            say(news, model, sum.tokens(), cost, covered ? Finding.SUBSCRIPTION : basis);
        });
        return news;
    }

    /** What is booked of the session, once nothing is underway. */
    UsageMarks marks() {
        var marks = new HashMap<>(before.models());
        booked.forEach((model, tokens) -> {
            var sum = settled.get(model);
            marks.put(model, new UsageMarks.Mark(tokens, sum == null ? null : sum.costUsd()));
        });
        return new UsageMarks(marks);
    }

    private void say(List<Finding.Used> news, String model, Tokens total, @Nullable BigDecimal cost, String basis) {
        var reached = booked.getOrDefault(model, before.of(model).tokens());
        var now = reached.plus(total.beyond(reached));
        booked.put(model, now);
        var used = new Finding.Used(model, now.beyond(before.of(model).tokens()), cost, basis, null, true);
        boolean isNothing = used.tokens().isNone() && (cost == null || cost.signum() == 0);
        if (!isNothing && !used.equals(last.put(model, used))) {
            news.add(used);
        }
    }

    private Tokens soFar(String model) {
        var sum = settled.getOrDefault(model, before.of(model)).tokens();
        for (var spent : underway.values()) {
            sum = spent.model().equals(model) ? sum.plus(spent.tokens()) : sum;
        }
        return sum;
    }

    private Set<String> modelsUnderway() {
        var models = new LinkedHashSet<String>();
        underway.values().forEach(spent -> models.add(spent.model()));
        return models;
    }

    /** Results may name a model otherwise than messages do, {@code [1m]} behind it or a provider in front: it is booked under one name. */
    private String name(String key, String canonical) {
        var known = Stream.of(before.models().keySet(), booked.keySet(), modelsUnderway())
                .flatMap(Collection::stream)
                .toList();
        return known.contains(key)
                ? key
                : known.stream()
                        .filter(each -> ModelName.bare(each).equals(ModelName.bare(key))
                                || ModelName.bare(each).equals(ModelName.bare(canonical)))
                        .findFirst()
                        .orElse(key);
    }

    private static UsageMarks.Mark together(UsageMarks.Mark one, UsageMarks.Mark other) {
        var cost = one.costUsd();
        var more = other.costUsd();
        return new UsageMarks.Mark(
                one.tokens().plus(other.tokens()), cost == null || more == null ? null : cost.add(more));
    }

    private static @Nullable BigDecimal beyond(@Nullable BigDecimal total, @Nullable BigDecimal booked) {
        return total == null || booked == null ? null : total.subtract(booked).max(BigDecimal.ZERO);
    }

    private static Tokens tokens(JsonNode usage) {
        var hour = usage.path("cacheCreationEphemeral1hInputTokens").asLong();
        return new Tokens(
                usage.path("inputTokens").asLong(),
                usage.path("outputTokens").asLong(),
                usage.path("cacheReadInputTokens").asLong(),
                Math.max(0, usage.path("cacheCreationInputTokens").asLong() - hour),
                hour);
    }

    private static @Nullable BigDecimal cost(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }
}
