package io.afterhours.scheduler.runner;

import io.afterhours.scheduler.facts.Fact;
import io.afterhours.scheduler.planning.ProviderLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code provider_limit}, a row for each agent that ever met one. */
@ApplicationScoped
public class LimitStore {
    /**
     * A limit and how it came to be known.
     *
     * @param text in the provider's words
     * @param build the number of the build whose attempt met it; absent when it is gone
     */
    public record Noted(
            ProviderLimit limit,
            String text,
            Instant notedAt,
            @Nullable Long build) {}

    /** Keeps a limit, unless one is known that ends later; an hourly limit does not end a weekly one. */
    public void keep(Handle tx, Noted noted) {
        tx.createUpdate("""
                        insert into provider_limit (agent, until, said, text, noted_at, build)
                        values (:agent, :until, :said, :text, :at, :build)
                        on conflict (agent) do update set until = excluded.until, said = excluded.said, text = excluded.text,
                          noted_at = excluded.noted_at, build = excluded.build
                        where provider_limit.until < excluded.until""")
                .bind("agent", noted.limit().agent())
                .bind("until", noted.limit().until())
                .bind("said", noted.limit().said())
                .bind("text", noted.text())
                .bind("at", noted.notedAt())
                .bind("build", noted.build())
                .execute();
    }

    /** Those that hold at {@code now}, the first to end first. */
    public List<Noted> all(Handle tx, Instant now) {
        return fact(now).read(tx);
    }

    /** The same, to be read together with other facts. */
    public Fact<List<Noted>> fact(Instant now) {
        return new Fact<>(
                "select * from provider_limit where until > :now order by until, agent",
                query -> query.bind("now", now),
                rows -> rows.stream()
                        .map(each -> new Noted(
                                new ProviderLimit(each.text("agent"), each.instant("until"), each.flag("said")),
                                each.text("text"),
                                each.instant("noted_at"),
                                each.numberOrNull("build")))
                        .toList());
    }

    /** Forgets the limit of an agent; says whether it held one at {@code now}. */
    public boolean lift(Handle tx, String agent, Instant now) {
        return tx.createQuery("delete from provider_limit where agent = :agent returning until > :now")
                .bind("agent", agent)
                .bind("now", now)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
