package io.afterhours.scheduler.queue;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.sql.Instants;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.NightWish;
import io.afterhours.scheduler.retry.Tally;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code build} as a build. */
public final class BuildRow implements RowMapper<Build> {
    /** What a statement selects or returns for a row to be read. */
    public static final String COLUMNS = """
            number, key, title, prompt, priority, category, kind, impact, extract(epoch from effort)::bigint as effort_s, tags,
            blockers, agent, model, workspace, accept, cap, deadline, earliest_start, pool, approval, state, created_at,
            created_by, started_at, ended_at, retry_at, night_until, night_place, attempts, failures, losses, rung, climbed,
            evidence, resume, minutes_p50, minutes_p90,
            cost_p50, cost_p90, estimate_source, version
            """;

    @Override
    public Build map(ResultSet rows, StatementContext context) throws SQLException {
        return new Build(
                new BuildId(rows.getLong("number")),
                rows.getString("key"),
                rows.getString("title"),
                rows.getString("prompt"),
                Priority.of(rows.getString("priority")),
                Category.of(rows.getString("category")),
                rows.getString("kind"),
                rows.getInt("impact"),
                Duration.ofSeconds(rows.getLong("effort_s")),
                texts(rows.getArray("tags")),
                texts(rows.getArray("blockers")),
                rows.getString("agent"),
                rows.getString("model"),
                rows.getString("workspace"),
                rows.getString("accept"),
                rows.getBigDecimal("cap"),
                Instants.orNull(rows, "deadline"),
                Instants.orNull(rows, "earliest_start"),
                rows.getString("pool"),
                approval(rows.getString("approval")),
                BuildState.of(rows.getString("state")),
                Instants.of(rows, "created_at"),
                rows.getString("created_by"),
                Instants.orNull(rows, "started_at"),
                Instants.orNull(rows, "ended_at"),
                Instants.orNull(rows, "retry_at"),
                wish(rows),
                rows.getInt("attempts"),
                tally(rows),
                rows.getString("evidence"),
                rows.getString("resume"),
                estimate(rows),
                rows.getLong("version"));
    }

    private static Tally tally(ResultSet rows) throws SQLException {
        var climbed = rows.getString("climbed");
        return new Tally(
                rows.getInt("failures"),
                rows.getInt("losses"),
                rows.getInt("rung"),
                climbed == null ? null : FailureClass.of(climbed));
    }

    /** What was said of a build beforehand, as its row has it. */
    public static Estimate estimate(ResultSet rows) throws SQLException {
        return new Estimate(
                rows.getInt("minutes_p50"),
                rows.getInt("minutes_p90"),
                rows.getLong("cost_p50"),
                rows.getLong("cost_p90"),
                rows.getString("estimate_source"));
    }

    private static @Nullable NightWish wish(ResultSet rows) throws SQLException {
        var until = Instants.orNull(rows, "night_until");
        return until == null ? null : new NightWish(until, rows.getObject("night_place", Integer.class));
    }

    private static Approval approval(String word) {
        for (var each : Approval.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalStateException("approval " + word + " in the table");
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
