package io.afterhours.cost.price;

import io.afterhours.contracts.Json;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code price}. */
@ApplicationScoped
public class PriceStore {
    /** Has no other change of prices happen until the transaction ends. */
    void lock(Handle tx) {
        tx.execute("lock table price in share row exclusive mode");
    }

    /** The version of each model that counts. */
    List<PriceVersion> current(Handle tx) {
        return tx.createQuery("select distinct on (model) * from price order by model, version desc")
                .map((rows, context) -> version(rows))
                .list();
    }

    /** A model's versions, newest first. */
    List<PriceVersion> history(Handle tx, String model) {
        return tx.createQuery("select * from price where model = :model order by version desc limit 200")
                .bind("model", model)
                .map((rows, context) -> version(rows))
                .list();
    }

    /** A number that rises with every change. */
    long stamp(Handle tx) {
        return tx.createQuery("select coalesce(max(seq), 0) from price")
                .mapTo(Long.class)
                .one();
    }

    /** Adds a version of each; the next after the highest that is there. */
    void add(Handle tx, List<ModelPrices> models, Origin origin, String by, @Nullable String note, Instant at) {
        tx.createUpdate("""
                        insert into price (model, version, at, changed_by, origin, note, document)
                        select said.model,
                            1 + coalesce((select max(version) from price where price.model = said.model), 0),
                            :at, :by, :origin, :note, said.document::jsonb
                        from unnest(:models, :documents) as said (model, document)""")
                .bind("models", ArrayOf.texts(models, ModelPrices::model))
                .bind("documents", ArrayOf.texts(models, PriceStore::written))
                .bind("at", at)
                .bind("by", by)
                .bind("origin", origin.word())
                .bind("note", note)
                .execute();
    }

    private static String written(ModelPrices prices) {
        return new String(Json.write(prices), StandardCharsets.UTF_8);
    }

    private static PriceVersion version(ResultSet rows) throws SQLException {
        return new PriceVersion(
                Json.read(rows.getString("document").getBytes(StandardCharsets.UTF_8), ModelPrices.class),
                rows.getLong("version"),
                Instants.of(rows, "at"),
                rows.getString("changed_by"),
                Origin.of(rows.getString("origin")),
                rows.getString("note"));
    }
}
